import type { LogBatch } from '@dws/ports';
import { createBoundedQueue } from '../../feed/bounded-queue.ts';
import type { LiveFeed } from '../../feed/live-feed.ts';
import { caughtUp, fellBehind } from './messages.ts';
import type { ReadCall } from './read-call.ts';

/** New events that may wait for one subscriber. One that is slower falls behind and reads from the store again. */
const MAX_WAITING_EVENTS = 4_000;

export interface Follower {
  /** Sends what stands in the store from where it is to the end. */
  catchUp(): Promise<void>;
  /** Sends what of a new batch it does not have yet. */
  take(batch: LogBatch): Promise<void>;
  /** Called when it has everything, before the client is told so. */
  atEnd(): Promise<void>;
}

/**
 * Catches up, then follows the live feed without gap or duplicate: it listens first, reads to the end again,
 * and then drops from what it heard whatever the read gave already. Ends when the client leaves.
 */
export async function follow(call: ReadCall, feed: LiveFeed, follower: Follower): Promise<void> {
  for (;;) {
    await follower.catchUp();
    if (call.signal.aborted) return;
    const queue = createBoundedQueue(MAX_WAITING_EVENTS, call.signal);
    const attached = await feed.attach(queue);
    try {
      await follower.catchUp();
      await follower.atEnd();
      await call.send(caughtUp());
      if ((await takeAll()) === 'aborted') return;
      await call.send(fellBehind());
    } finally {
      attached.detach();
    }

    async function takeAll(): Promise<'aborted' | 'overflown'> {
      for (;;) {
        const batch = await queue.next();
        if (batch === 'aborted' || batch === 'overflown') return batch;
        await follower.take(batch);
      }
    }
  }
}
