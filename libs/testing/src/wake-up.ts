/** Lets any number of followers sleep until there is something new. */
export interface WakeUp {
  /** Resolves at the next `all()`, or when `signal` aborts. */
  next(signal?: AbortSignal): Promise<void>;
  all(): void;
}

export function createWakeUp(): WakeUp {
  const sleepers = new Set<() => void>();
  return {
    next: (signal) =>
      new Promise((resolve) => {
        const wake = (): void => {
          sleepers.delete(wake);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        if (signal?.aborted) {
          resolve();
          return;
        }
        sleepers.add(wake);
        signal?.addEventListener('abort', wake);
      }),
    all: () => {
      for (const wake of [...sleepers]) wake();
    },
  };
}
