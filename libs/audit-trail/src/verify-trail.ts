import { createTrailVerifier, readSeals, trailOf, type Finding, type TrailVerdict } from '@dws/audit';
import { hiddenBySettings } from './hidden-by-settings.ts';
import { readTrail } from './read-trail.ts';
import { sealedExtent } from './sealed-extent.ts';
import type { SealedTrailSources } from './sources.ts';

export interface VerifyTrailOptions {
  /** Told after every chunk how many events of the trail were looked at. */
  readonly onProgress?: (events: number) => void;
  /** The recorder's sealing rule. Default 1,000. */
  readonly sealEvery?: number;
}

/**
 * Chain and seals of a worker's whole trail as it stands in the store when asked; what is recorded meanwhile belongs
 * to the next verification. Memory does not grow with the trail.
 */
export function verifyTrail(
  sources: SealedTrailSources,
  worker: string,
  options: VerifyTrailOptions = {},
): Promise<TrailVerdict> {
  return verifyStream(sources, sources.names.stream(trailOf(worker)), options);
}

/** The same by the trail's stream, as `knownTrails` names it. */
export async function verifyStream(
  sources: SealedTrailSources,
  stream: string,
  { onProgress, sealEvery }: VerifyTrailOptions = {},
): Promise<TrailVerdict> {
  const hidden = await hiddenBySettings(sources.store, stream);
  if (hidden.some(({ problem }) => problem === 'deleted')) return deletedTrail(sources, stream, hidden);
  const { texts, upTo } = await sealedExtent(sources, stream, sealEvery);
  const verifier = createTrailVerifier({
    stream,
    seals: readSeals(stream, texts, sources.keys),
    ...(sealEvery === undefined ? {} : { sealEvery }),
  });
  let seen = 0;
  for await (const events of readTrail(sources.store, stream, { upTo })) {
    for (const event of events) verifier.check(event);
    seen += events.length;
    onProgress?.(seen);
    if (verifier.done) break;
  }
  return withFindings(verifier.finish(), hidden);
}

/** Nothing is left to read; the seals still say what there was. */
async function deletedTrail(
  { seals, keys }: SealedTrailSources,
  stream: string,
  hidden: readonly Finding[],
): Promise<TrailVerdict> {
  const read = readSeals(stream, await seals.read(stream), keys);
  return withFindings(createTrailVerifier({ stream, seals: read }).finish(), hidden);
}

function withFindings(verdict: TrailVerdict, more: readonly Finding[]): TrailVerdict {
  if (more.length === 0) return verdict;
  return { ...verdict, ok: false, findings: [...more, ...verdict.findings] };
}
