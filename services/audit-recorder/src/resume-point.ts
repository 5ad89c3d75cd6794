import type { Names } from '@dws/application';
import { START, type Position } from '@dws/kernel';
import { END, type EventStore } from '@dws/ports';
import { lastEvents } from './last-events.ts';
import { recordedStreams, trailStreams } from './recorded-streams.ts';
import { WINDOW_EVENTS } from './settings.ts';
import { trailHeadOf } from './trail-head.ts';

/** Source position of the copy that was recorded last, in whatever trail; `START` where there is none. */
export async function lastRecorded(store: EventStore, names: Names): Promise<Position> {
  const [copy] = await lastEvents(store, END, 1, trailStreams(names));
  return copy ? trailHeadOf(copy).source : START;
}

/**
 * A position up to which every event is in its trails, found with two short reads however large the store is.
 *
 * A recorder sends the copies of one window of at most `WINDOW_EVENTS` source events and goes on only when all
 * of them stand. So whichever copy is the last one in the log, everything before its window is recorded, and
 * its window began at most `WINDOW_EVENTS` source events before it. What of the window does stand is
 * recognised by the source position in each trail's last copy. ADR 0060 has the argument for many recorders.
 */
export async function resumePoint(store: EventStore, names: Names): Promise<Position> {
  const last = await lastRecorded(store, names);
  if (last === START) return START;
  const before = await lastEvents(store, last, WINDOW_EVENTS, recordedStreams(names));
  return before[WINDOW_EVENTS - 1]?.position ?? START;
}
