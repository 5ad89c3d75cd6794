import { hashPair, hashSlice } from './feature-hash.ts';
import { wordsOf } from './words.ts';

/** Distinct features with how often each occurs; `ids` ascending. */
export interface FeatureCounts {
  readonly ids: Uint32Array;
  readonly counts: Uint16Array;
}

/** What is counted in one text. The two groups are weighted separately: a text has many more characters than words. */
export interface TextFeatures {
  readonly words: FeatureCounts;
  readonly characters: FeatureCounts;
}

const WORD = 1;
const STEM = 2;
const NEIGHBOURS = 3;
const TOGETHER = 4;
const CHARACTERS = 5;

/** Characters kept of a word as its rough stem. It needs no language's grammar; 4 or 5 make no difference. */
const STEM_LENGTH = 4;
/** Words at most this far apart count as used together. Keeps the work linear in the length of the text. */
const TOGETHER_WITHIN = 12;
const SHORTEST_GROUP = 3;
const LONGEST_GROUP = 5;

/**
 * The features of a text: words, rough stems, neighbouring words, stems used together in any order, and groups
 * of 3 to 5 characters inside a word with its edges (these bear spelling mistakes and inflection). Never throws.
 */
export function featuresOf(text: string): TextFeatures {
  const words = wordsOf(text);
  return { words: tally(wordFeatures(words)), characters: tally(characterFeatures(words)) };
}

function wordFeatures(words: readonly string[]): number[] {
  const found: number[] = [];
  const stems = words.map((word) => hashSlice(STEM, word, 0, Math.min(word.length, STEM_LENGTH)));
  let previous = 0;
  words.forEach((word, at) => {
    const id = hashSlice(WORD, word, 0, word.length);
    const stem = stems[at] as number;
    found.push(id, stem, hashPair(NEIGHBOURS, previous, id));
    previous = id;
    for (let other = Math.max(0, at - TOGETHER_WITHIN); other < at; other += 1) {
      const earlier = stems[other] as number;
      if (earlier !== stem) found.push(hashPair(TOGETHER, Math.min(earlier, stem), Math.max(earlier, stem)));
    }
  });
  if (words.length > 0) found.push(hashPair(NEIGHBOURS, previous, 0));
  return found;
}

function characterFeatures(words: readonly string[]): number[] {
  const found: number[] = [];
  for (const word of words) {
    const padded = ` ${word} `;
    for (let size = SHORTEST_GROUP; size <= LONGEST_GROUP; size += 1) {
      for (let at = 0; at + size <= padded.length; at += 1) {
        found.push(hashSlice(CHARACTERS, padded, at, at + size));
      }
    }
  }
  return found;
}

function tally(found: readonly number[]): FeatureCounts {
  const sorted = new Uint32Array(found).sort();
  const ids = new Uint32Array(sorted.length);
  const counts = new Uint16Array(sorted.length);
  let last = -1;
  for (const id of sorted) {
    if (last < 0 || ids[last] !== id) ids[(last += 1)] = id;
    counts[last] = (counts[last] as number) + 1;
  }
  return { ids: ids.slice(0, last + 1), counts: counts.slice(0, last + 1) };
}
