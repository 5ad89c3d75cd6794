import { setTimeout as sleep } from 'node:timers/promises';

/** Waits that double from `firstMs` to `mostMs`, for attempts at something that may never work. */
export class Backoff {
  readonly #firstMs: number;
  readonly #mostMs: number;
  #nextMs: number;

  constructor(firstMs: number, mostMs: number) {
    this.#firstMs = firstMs;
    this.#mostMs = mostMs;
    this.#nextMs = firstMs;
  }

  /** Resolves when the next attempt is due, or as soon as `signal` aborts. */
  async wait(signal: AbortSignal): Promise<void> {
    const ms = this.#nextMs;
    this.#nextMs = Math.min(ms * 2, this.#mostMs);
    await sleep(ms, undefined, { signal }).catch(() => undefined);
  }

  /** Something worked: the next wait is the first one again. */
  reset(): void {
    this.#nextMs = this.#firstMs;
  }
}
