import { START, comparePositions, type Position } from '@dws/kernel';
import type { EventStore, LogBatch, RecordedEvent } from '@dws/ports';
import type { Follower } from './follow.ts';
import type { LogFilter } from './log-filter.ts';
import { checkpoint } from './messages.ts';
import { createPacer } from './pacer.ts';
import { PAGE } from './page.ts';
import type { ReadCall } from './read-call.ts';

/**
 * Follows `$all`, exclusive of `from`. With a filter it sends a checkpoint after each interval of considered
 * events and when it reaches the end, so that a client knows how far it need not look again.
 */
export async function logFollower(
  store: EventStore,
  call: ReadCall,
  from: Position | 'start' | 'end',
  filter: LogFilter | undefined,
): Promise<Follower> {
  let have = from === 'start' ? START : from === 'end' ? await store.head() : from;
  let sinceCheckpoint = 0;

  async function consider(events: readonly RecordedEvent[]): Promise<void> {
    if (!filter) return call.sendEvents(events);
    let due: Position | undefined;
    const pause = createPacer();
    for (const event of events) {
      const others = pause();
      if (others) await others;
      const passes = filter.passes(event);
      if (passes) {
        if (due) await sendCheckpoint(due);
        due = undefined;
        await call.sendEvents([event]);
      }
      sinceCheckpoint += 1;
      if (sinceCheckpoint < filter.checkpointInterval) continue;
      sinceCheckpoint = 0;
      // Of several checkpoints in a row the last says it all; and where every event is one, a sent event is its own.
      due = passes && filter.checkpointInterval === 1 ? undefined : event.position;
    }
    if (due) await sendCheckpoint(due);
  }

  async function sendCheckpoint(position: Position): Promise<void> {
    sinceCheckpoint = 0;
    if (position.commit >= 0n) await call.send(checkpoint(position));
  }

  async function takePage(batch: LogBatch): Promise<void> {
    await consider(batch.events);
    // The store left events out by itself: how many is unknown, so the page's end is a checkpoint.
    const skipped = filter?.pushedDown && comparePositions(batch.upTo, have) > 0;
    have = batch.upTo;
    if (skipped) await sendCheckpoint(have);
  }

  return {
    catchUp: async () => {
      while (!call.signal.aborted) {
        const batch = await store.readAll(have, PAGE, filter?.pushedDown);
        const advanced = comparePositions(batch.upTo, have) > 0;
        await takePage(batch);
        if (!advanced) return;
        if (batch.events.length < PAGE && comparePositions(have, await store.head()) >= 0) return;
      }
    },
    take: async (batch) => {
      await consider(batch.events.filter((event) => comparePositions(event.position, have) > 0));
      if (comparePositions(batch.upTo, have) > 0) have = batch.upTo;
    },
    atEnd: async () => {
      if (sinceCheckpoint > 0) await sendCheckpoint(have);
    },
  };
}
