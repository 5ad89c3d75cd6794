import { DwsError } from '@dws/kernel';
import type { EventStore, LogBatch } from '@dws/ports';

export interface FeedListener {
  push(batch: LogBatch): void;
  fail(error: unknown): void;
}

export interface LiveFeed {
  /**
   * From when the promise resolves every new event reaches the listener, in order, until `detach` is called.
   * Events that stood before may reach it too; it drops what it knows.
   */
  attach(listener: FeedListener): Promise<{ detach(): void }>;
  listeners(): number;
  close(): void;
}

/**
 * One subscription of the store, handed on to all subscribers of this server: the store is read once however
 * many follow it. It runs from the first listener on and starts anew after a failure.
 */
export function createLiveFeed(store: EventStore): LiveFeed {
  const listeners = new Set<FeedListener>();
  let running: Promise<AbortController> | undefined;
  let closed = false;

  async function start(): Promise<AbortController> {
    const stop = new AbortController();
    const after = await store.head();
    void follow(store.subscribe({ after, signal: stop.signal }));
    return stop;
  }

  async function follow(batches: AsyncIterable<LogBatch>): Promise<void> {
    try {
      for await (const batch of batches) for (const listener of listeners) listener.push(batch);
      failAll(new DwsError('shutting-down', 'The store ended the live feed.'));
    } catch (error) {
      failAll(error);
    }
  }

  function failAll(error: unknown): void {
    running = undefined;
    for (const listener of listeners) listener.fail(error);
    listeners.clear();
  }

  return {
    attach: async (listener) => {
      if (closed) throw draining();
      listeners.add(listener);
      running ??= start();
      try {
        await running;
      } catch (error) {
        running = undefined;
        listeners.delete(listener);
        throw error;
      }
      return { detach: () => listeners.delete(listener) };
    },
    listeners: () => listeners.size,
    close: () => {
      closed = true;
      void running?.then((stop) => stop.abort());
      failAll(draining());
    },
  };
}

function draining(): DwsError {
  return new DwsError('shutting-down', 'The server is draining; connect again later.');
}
