import { createTrailVerifier, readSeals, trailOf, type TrailVerdict } from '@dws/audit';
import { readTrail } from './read-trail.ts';
import type { SealedTrailSources } from './sources.ts';

export interface VerifyTrailOptions {
  /** Told after every chunk how many events of the trail were looked at. */
  readonly onProgress?: (events: number) => void;
  /** The recorder's sealing rule. Default 1,000. */
  readonly sealEvery?: number;
}

/** Chain and seals of a worker's whole trail as it stands in the store; memory does not grow with the trail. */
export function verifyTrail(
  sources: SealedTrailSources,
  worker: string,
  options: VerifyTrailOptions = {},
): Promise<TrailVerdict> {
  return verifyStream(sources, sources.names.stream(trailOf(worker)), options);
}

/** The same by the trail's stream, as `knownTrails` names it. */
export async function verifyStream(
  { store, seals, keys }: SealedTrailSources,
  stream: string,
  { onProgress, sealEvery }: VerifyTrailOptions = {},
): Promise<TrailVerdict> {
  // Seals first: a recorder at work adds events before their seals, never the other way round.
  const texts = await seals.read(stream);
  const verifier = createTrailVerifier({
    stream,
    seals: readSeals(stream, texts, keys),
    ...(sealEvery === undefined ? {} : { sealEvery }),
  });
  let seen = 0;
  for await (const events of readTrail(store, stream)) {
    for (const event of events) verifier.check(event);
    seen += events.length;
    onProgress?.(seen);
    if (verifier.done) break;
  }
  return verifier.finish();
}
