import { parseSeal, SEAL_EVERY_EVENTS, UNSEALED_AT_END } from '@dws/audit';
import type { SealedTrailSources } from './sources.ts';

/** A recorder writes its seals beside its recording: those that wait are given this long, in milliseconds. */
const SEALS_WITHIN = 5_000;
const LOOK_AGAIN_AFTER = 100;

/** Seals of a trail, and how far its events can be held against them. */
export interface SealedExtent {
  readonly texts: readonly string[];
  /** Last revision that stood when the seals were read, or that they tell of; -1 for an empty trail. */
  readonly upTo: number;
}

/**
 * What is sealed of a trail that may be growing. The head comes first, so every event up to it had its seal, or was
 * about to, when the seals were read; events after both belong to the next reading. Nothing that stood before is
 * left out: a seal of a place beyond the head moves the end there, so that a trail cut short still shows.
 */
export async function sealedExtent(
  { store, seals, sleep }: SealedTrailSources,
  stream: string,
  sealEvery: number = SEAL_EVERY_EVENTS,
): Promise<SealedExtent> {
  const [last] = await store.read(stream, { direction: 'backwards', limit: 1 });
  const head = last?.revision ?? -1;
  for (let waited = 0; sleep && waited < SEALS_WITHIN; waited += LOOK_AGAIN_AFTER) {
    if (head - placeOf(await seals.last(stream)) <= sealEvery + UNSEALED_AT_END) break;
    await sleep(LOOK_AGAIN_AFTER);
  }
  const texts = await seals.read(stream);
  return { texts, upTo: texts.reduce((upTo, text) => Math.max(upTo, placeOf(text)), head) };
}

/** Place that a seal tells of, be it genuine or not; -1 where there is none. */
function placeOf(text: string | null): number {
  return (text === null ? null : parseSeal(text)?.seq) ?? -1;
}
