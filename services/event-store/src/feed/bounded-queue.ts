import type { LogBatch } from '@dws/ports';

/** Batches between the live feed and one subscriber that may be slower than it. */
export interface BoundedQueue {
  push(batch: LogBatch): void;
  /** Next batch; `overflown` when some were lost, after which there are no more; an error when the feed failed. */
  next(): Promise<LogBatch | 'overflown' | 'aborted'>;
  fail(error: unknown): void;
}

export function createBoundedQueue(maxEvents: number, signal: AbortSignal): BoundedQueue {
  let batches: LogBatch[] = [];
  let events = 0;
  let overflown = false;
  let failure: { readonly error: unknown } | undefined;
  let wake: (() => void) | undefined;

  function changed(): void {
    wake?.();
    wake = undefined;
  }

  signal.addEventListener('abort', changed, { once: true });

  return {
    push: (batch) => {
      if (overflown) return;
      events += batch.events.length;
      if (events > maxEvents && batches.length > 0) {
        overflown = true;
        batches = [];
      } else {
        batches.push(batch);
      }
      changed();
    },
    next: async () => {
      for (;;) {
        if (signal.aborted) return 'aborted';
        if (failure) throw failure.error;
        if (overflown) return 'overflown';
        const batch = batches.shift();
        if (batch) {
          events -= batch.events.length;
          return batch;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    fail: (error) => {
      failure = { error };
      changed();
    },
  };
}
