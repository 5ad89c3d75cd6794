import { serialiseEvent, type StoreEvent } from '@dws/contracts';
import { DwsError, eventIdOf, sha256, type Clock } from '@dws/kernel';
import { NO_STREAM, type EventStore, type RecordedEvent, type Revision } from '@dws/ports';
import { encodeMetadata } from '../case/metadata.ts';
import { nowOf } from '../runtime/instants.ts';

const MAX_ATTEMPTS = 50;

/**
 * Appends to a stream that several write to: reads where it ends, lets `decide` see what stands there, appends
 * at that revision, and starts over when somebody was faster. `null` from `decide` means there is nothing to do.
 */
export async function appendDecided(
  { store, clock, by }: { readonly store: EventStore; readonly clock: Clock; readonly by: string },
  stream: string,
  decide: (events: readonly RecordedEvent[]) => readonly StoreEvent[] | null,
  worker?: string,
): Promise<Revision> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const standing = await store.read(stream);
    const last = standing.at(-1)?.revision ?? NO_STREAM;
    const events = decide(standing);
    if (!events || events.length === 0) return last;
    const metadata = encodeMetadata({ at: nowOf(clock), by, ...(worker ? { worker } : {}) });
    const fresh = events.map((event, index) => {
      const data = serialiseEvent(event);
      return { id: eventIdOf(stream, last + 1 + index, sha256(data)), type: event.type, data, metadata };
    });
    const [result] = await store.append([{ stream, expectedRevision: last, events: fresh }]);
    if (result?.outcome === 'appended') return result.revision;
  }
  throw new DwsError(
    'wrong-expected-revision',
    `${stream} is still in conflict after ${MAX_ATTEMPTS} attempts`,
    { stream },
  );
}
