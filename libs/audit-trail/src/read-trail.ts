import type { EventStore, RecordedEvent } from '@dws/ports';

/** Events held in memory at a time. */
const CHUNK = 1_000;

/** Events of one trail, one bounded read after another; from `from` on, or back from it. */
export async function* readTrail(
  store: EventStore,
  stream: string,
  direction: 'forwards' | 'backwards' = 'forwards',
  from?: number,
): AsyncGenerator<readonly RecordedEvent[]> {
  let next = from;
  while (next === undefined || next >= 0) {
    const events = await store.read(stream, {
      direction,
      limit: CHUNK,
      ...(next === undefined ? {} : { from: next }),
    });
    const last = events.at(-1);
    if (!last) return;
    yield events;
    next = direction === 'forwards' ? last.revision + 1 : last.revision - 1;
  }
}
