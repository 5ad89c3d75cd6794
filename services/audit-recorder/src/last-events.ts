import { comparePositions, START, type Position } from '@dws/kernel';
import type { END, EventFilter, EventStore, RecordedEvent } from '@dws/ports';

/** The last `count` events before a position that pass the filter, newest first; fewer where there are no more. */
export async function lastEvents(
  store: EventStore,
  before: Position | typeof END,
  count: number,
  filter: EventFilter,
): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  let from = before;
  while (events.length < count) {
    const batch = await store.readAllBackwards(from, count - events.length, filter);
    events.push(...batch.events);
    if (comparePositions(batch.upTo, START) === 0) break;
    from = batch.upTo;
  }
  return events;
}
