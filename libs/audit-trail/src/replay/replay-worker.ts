import { trailOf } from '@dws/audit';
import { comparePositions, DwsError, type Position } from '@dws/kernel';
import { readTrail } from '../read-trail.ts';
import type { TrailSources } from '../sources.ts';
import { replayedEvent } from './replayed-event.ts';
import { WorkerFold, type WorkerState } from './worker-state.ts';

/**
 * A worker's state as it was when the store's log stood at a position, `null` for now, by its trail.
 * @throws DwsError `audit-broken` for an event that no recorder wrote, `worker-unknown` for a worker without a trail.
 */
export async function replayWorker(
  { store, names }: TrailSources,
  worker: string,
  position: Position | null,
): Promise<WorkerState> {
  const stream = names.stream(trailOf(worker));
  const fold = new WorkerFold();
  let empty = true;
  for await (const events of readTrail(store, stream)) {
    empty = false;
    for (const event of events) {
      const replayed = replayedEvent(event);
      if (!replayed) {
        const at = `${stream}/${event.revision}`;
        throw new DwsError('audit-broken', `Expected a copy at ${at}, found another event.`, { at });
      }
      // A trail stands in the order of its sources: nothing after this one is earlier.
      if (position && comparePositions(replayed.position, position) > 0) return fold.state;
      fold.add(replayed);
    }
  }
  if (empty) throw new DwsError('worker-unknown', `Expected a trail of ${worker}, found none.`, { worker });
  return fold.state;
}
