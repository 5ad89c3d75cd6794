import { START, comparePositions, type Position } from '@dws/kernel';
import { type END, type EventStore, type RecordedEvent } from '@dws/ports';
import { passing, type LogFilter } from './log-filter.ts';
import type { ReadCall } from './read-call.ts';
import { PAGE } from './page.ts';

interface LogRead {
  readonly from: Position | 'start' | 'end';
  readonly filter: LogFilter | undefined;
  readonly count: number;
}

/** `$all` forwards, inclusive of a given position, to where the log ended when the read caught up with it. */
export async function readLogForwards(store: EventStore, call: ReadCall, read: LogRead): Promise<void> {
  if (read.from === 'end') return;
  let after = read.from === 'start' ? START : justBefore(read.from);
  let wanted = read.count;
  while (wanted > 0 && !call.signal.aborted) {
    const limit = pageSize(read, wanted);
    const batch = await store.readAll(after, limit, read.filter?.pushedDown);
    const events = read.filter
      ? await passing(batch.events, (event) => isWanted(event, read))
      : batch.events.filter((event) => isWanted(event, read));
    await call.sendEvents(events.slice(0, wanted));
    wanted -= events.length;
    if (comparePositions(batch.upTo, after) <= 0) return;
    after = batch.upTo;
    if (batch.events.length < limit && comparePositions(after, await store.head()) >= 0) return;
  }
}

/** `$all` backwards, exclusive of a given position. */
export async function readLogBackwards(store: EventStore, call: ReadCall, read: LogRead): Promise<void> {
  if (read.from === 'start') return;
  let before: Position | typeof END = read.from;
  let wanted = read.count;
  while (wanted > 0 && !call.signal.aborted) {
    const batch = await store.readAllBackwards(before, pageSize(read, wanted), read.filter?.pushedDown);
    const { filter } = read;
    const events = filter ? await passing(batch.events, filter.passes) : batch.events;
    await call.sendEvents(events.slice(0, wanted));
    wanted -= events.length;
    if (comparePositions(batch.upTo, START) <= 0) return;
    before = batch.upTo;
  }
}

/** A filter that the store cannot apply itself needs whole pages: few of the events may pass. */
function pageSize({ filter }: LogRead, wanted: number): number {
  return filter && !filter.pushedDown ? PAGE : Math.min(PAGE, wanted);
}

/** The port reads exclusively; no event can stand between this position and the given one. */
function justBefore({ commit }: Position): Position {
  return { commit: commit - 1n, prepare: commit - 1n };
}

function isWanted(event: RecordedEvent, { from, filter }: LogRead): boolean {
  if (typeof from === 'object' && comparePositions(event.position, from) < 0) return false;
  return !filter || filter.passes(event);
}
