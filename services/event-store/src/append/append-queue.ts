import { DwsError, isDwsError } from '@dws/kernel';
import type { Append, AppendResult, EventStore } from '@dws/ports';

export interface AppendQueueLimits {
  /** Calls of the store under way at once. More than one lets it work while the next group forms. */
  readonly maxInFlight: number;
  /** Events in one call of the store. */
  readonly maxGroupEvents: number;
  /** Appends that wait. More are refused with `queue-full`. */
  readonly maxQueued: number;
}

export const APPEND_QUEUE_LIMITS: AppendQueueLimits = {
  maxInFlight: 4,
  maxGroupEvents: 1_000,
  maxQueued: 50_000,
};

export interface AppendQueue {
  /** Appends in the order of the calls. Errors as `EventStore.append`, and `queue-full`. */
  submit(append: Append): Promise<AppendResult>;
  /** Appends that are queued or under way. */
  size(): number;
}

interface Waiting {
  readonly append: Append;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Gathers what all connections append in one turn of the event loop into one call of the store, so that a disk
 * flush is shared by many writers.
 */
export function createAppendQueue(store: EventStore, limits = APPEND_QUEUE_LIMITS): AppendQueue {
  const queue: Waiting[] = [];
  let inFlight = 0;
  let underWay = 0;
  let scheduled = false;

  function schedule(): void {
    if (scheduled || inFlight >= limits.maxInFlight || queue.length === 0) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      while (inFlight < limits.maxInFlight && queue.length > 0) void send(nextGroup());
    });
  }

  function nextGroup(): Waiting[] {
    let events = 0;
    let count = 0;
    for (const { append } of queue) {
      if (count > 0 && events + append.events.length > limits.maxGroupEvents) break;
      events += append.events.length;
      count += 1;
    }
    return queue.splice(0, count);
  }

  async function send(group: readonly Waiting[]): Promise<void> {
    inFlight += 1;
    underWay += group.length;
    try {
      const results = await store.append(group.map(({ append }) => append));
      group.forEach(({ resolve }, i) => resolve(results[i] as AppendResult));
    } catch (error) {
      await settleFailed(group, error);
    } finally {
      inFlight -= 1;
      underWay -= group.length;
      schedule();
    }
  }

  /** One writer's unacceptable append must not fail the others that happened to share its group. */
  async function settleFailed(group: readonly Waiting[], error: unknown): Promise<void> {
    if (group.length === 1 || !isDwsError(error) || error.retriable) {
      for (const { reject } of group) reject(error);
      return;
    }
    for (const { append, resolve, reject } of group) {
      await store.append([append]).then(([result]) => resolve(result as AppendResult), reject);
    }
  }

  return {
    submit: (append) =>
      new Promise((resolve, reject) => {
        if (queue.length >= limits.maxQueued) {
          reject(new DwsError('queue-full', `Expected at most ${limits.maxQueued} waiting appends.`));
          return;
        }
        queue.push({ append, resolve, reject });
        schedule();
      }),
    size: () => queue.length + underWay,
  };
}
