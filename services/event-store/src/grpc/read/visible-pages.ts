import type { EventStore, RecordedEvent, Revision } from '@dws/ports';
import type { StreamStates } from '../../streams/stream-states.ts';
import {
  EVERYTHING,
  hidesNothing,
  isVisible,
  lastRevision,
  visiblePart,
} from '../../streams/visible-part.ts';
import { PAGE } from './page.ts';

export interface PagesWanted {
  readonly stream: string;
  /** First revision wanted, inclusive. */
  readonly from: Revision;
  readonly direction: 'forwards' | 'backwards';
  /** Most events wanted. */
  readonly count: number;
}

/** What a stream's settings show of it from a revision on, by bounded pages. */
export async function* visiblePages(
  store: EventStore,
  states: StreamStates,
  now: () => number,
  wanted: PagesWanted,
): AsyncGenerator<readonly RecordedEvent[]> {
  const { stream, direction } = wanted;
  const settings = states.settingsOf(stream);
  const last = hidesNothing(settings) ? undefined : ((await lastRevision(store, stream)) ?? -1);
  const part = last === undefined ? EVERYTHING : visiblePart(settings, last, now());
  const forwards = direction === 'forwards';
  let next = forwards ? Math.max(wanted.from, part.from) : wanted.from;
  let left = wanted.count;
  while (left > 0 && next >= part.from && next <= Number.MAX_SAFE_INTEGER) {
    // Events that are too old to be shown take no room among those that are counted.
    const limit = part.notBefore === -Infinity ? Math.min(PAGE, left) : PAGE;
    const events = await store.read(stream, { from: next, direction, limit });
    const reached = events.at(-1)?.revision;
    if (reached === undefined) return;
    const shown = part === EVERYTHING ? events : events.filter((event) => isVisible(event, part));
    const page = shown.length > left ? shown.slice(0, left) : shown;
    left -= page.length;
    yield page;
    if (events.length < limit) return;
    next = forwards ? reached + 1 : reached - 1;
  }
}
