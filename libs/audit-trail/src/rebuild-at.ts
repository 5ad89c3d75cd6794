import { parseCopyMetadata, trailOf } from '@dws/audit';
import { comparePositions, DwsError, parsePosition, type Position } from '@dws/kernel';
import { readTrail } from './read-trail.ts';
import type { TrailSources } from './sources.ts';
import { trailEntry, type TrailEntry } from './trail-entry.ts';

/** A pure fold over a trail. */
export interface TrailFold<State> {
  readonly initial: State;
  readonly evolve: (state: State, entry: TrailEntry) => State;
}

/**
 * The fold as it was at a position of the store: over the copies of everything that had been written by then.
 * `null` for all there is.
 * @throws DwsError `audit-broken` for an event that no recorder wrote.
 */
export async function rebuildAt<State>(
  { store, names }: TrailSources,
  worker: string,
  position: Position | null,
  { initial, evolve }: TrailFold<State>,
): Promise<State> {
  const stream = names.stream(trailOf(worker));
  let state = initial;
  for await (const events of readTrail(store, stream)) {
    for (const event of events) {
      const link = parseCopyMetadata(event.metadata);
      const entry = trailEntry(event);
      if (!link || !entry) {
        throw new DwsError(
          'audit-broken',
          `Expected a copy at ${stream}/${event.revision}, found another event.`,
          {
            stream,
            revision: event.revision,
          },
        );
      }
      // A trail stands in the order of its sources: nothing after this one is earlier.
      if (position && comparePositions(parsePosition(link.source.position), position) > 0) return state;
      state = evolve(state, entry);
    }
  }
  return state;
}
