import { argmax } from './linear-weights.ts';
import type { SparseVector } from './vocabulary.ts';

/** What a fully known wording adds, in units of the classifier's score. */
const KNOWN_WORDS_WEIGHT = 0.5;

/**
 * How much a text looks like what the model learned from: the best category's score plus half the share of
 * word features it knows. A text about something else gets no category's yes and brings unknown wording.
 */
export function familiarityOf(scores: Float64Array, vector: SparseVector): number {
  return (scores[argmax(scores)] as number) + KNOWN_WORDS_WEIGHT * vector.knownWords;
}

/**
 * The familiarity below which a text counts as out of scope, set so that about `share` of texts that are in
 * scope fall below it (their quantile on rows the model had not seen). No out-of-scope examples are needed.
 */
export function scopeThreshold(familiarities: readonly number[], share: number): number {
  const sorted = Float64Array.from(familiarities).sort();
  return sorted[Math.floor(share * sorted.length)] ?? -Infinity;
}
