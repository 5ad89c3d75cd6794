/** When every test begins, milliseconds since the epoch. */
export const T0 = Date.UTC(2026, 2, 2, 9, 0);

/** Time that stands still until a test moves it; sleepers wake when theirs has passed. */
export class FakeTime {
  #now = T0;
  readonly #sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();

  now = (): number => this.#now;

  sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const wake = (): void => {
        this.#sleepers.delete(sleeper);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { until: this.#now + milliseconds, wake };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', wake);
    });

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    for (const { until, wake } of [...this.#sleepers]) if (until <= this.#now) wake();
  }
}
