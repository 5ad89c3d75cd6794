import { ROUTING_EVENTS, TRAIL_PREFIX, trailOf } from '@dws/audit';
import { comparePositions, START } from '@dws/kernel';
import type { SealStore } from '@dws/ports';
import type { TrailSources } from './sources.ts';

const BATCH = 500;

/** Streams of every trail of this environment: of registered workers, and whatever has seals. Sorted. */
export async function knownTrails(
  { store, names }: TrailSources,
  seals: SealStore,
): Promise<readonly string[]> {
  const prefix = names.stream('registry-');
  const filter = { streamPrefixes: [prefix], eventTypes: [ROUTING_EVENTS.eventTypes[0]] };
  const sealed = (await seals.streams()).filter((stream) =>
    names.ownStream(stream)?.startsWith(TRAIL_PREFIX),
  );
  const streams = new Set(sealed);
  let after = START;
  for (;;) {
    const { events, upTo } = await store.readAll(after, BATCH, filter);
    for (const { stream } of events) streams.add(names.stream(trailOf(stream.slice(prefix.length))));
    if (comparePositions(upTo, after) <= 0) return [...streams].sort();
    after = upTo;
  }
}
