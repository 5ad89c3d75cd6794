import type { FeatureCounts, TextFeatures } from './features.ts';

/** A text as the classifier reads it: `indices` point into the vocabulary, `values` are the weights. */
export interface SparseVector {
  readonly indices: Int32Array;
  readonly values: Float32Array;
  /** Share of the text's distinct word features that the vocabulary knows, 0 to 1; 0 for an empty text. */
  readonly knownWords: number;
  /** The same for character groups. */
  readonly knownCharacters: number;
}

/** The features a model knows: `ids[i]` has inverse document frequency `idf[i]`. */
export interface Vocabulary {
  readonly ids: Uint32Array;
  readonly idf: Float32Array;
  /** Open-addressing table over `ids`: slot → index, or -1. Its length is a power of two. */
  readonly slots: Int32Array;
}

/** A feature seen in fewer texts cannot teach anything about other texts, and would make the model far larger. */
export const MIN_TEXTS_WITH_FEATURE = 2;

/** idf = ln((1 + texts) / (1 + texts with the feature)) + 1, for every feature seen in at least two texts. */
export function buildVocabulary(texts: readonly TextFeatures[]): Vocabulary {
  const seen = new Map<number, number>();
  const count = (id: number) => seen.set(id, (seen.get(id) ?? 0) + 1);
  for (const text of texts) {
    text.words.ids.forEach(count);
    text.characters.ids.forEach(count);
  }
  const kept = [...seen].filter(([, inTexts]) => inTexts >= MIN_TEXTS_WITH_FEATURE);
  kept.sort(([a], [b]) => a - b);
  const idf = kept.map(([, inTexts]) => Math.log((1 + texts.length) / (1 + inTexts)) + 1);
  return indexVocabulary(
    Uint32Array.from(kept, ([id]) => id),
    Float32Array.from(idf),
  );
}

/** Builds the look-up table over stored ids. */
export function indexVocabulary(ids: Uint32Array, idf: Float32Array): Vocabulary {
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, ids.length * 2)));
  const slots = new Int32Array(size).fill(-1);
  ids.forEach((id, index) => {
    let slot = id & (size - 1);
    while (slots[slot] !== -1) slot = (slot + 1) & (size - 1);
    slots[slot] = index;
  });
  return { ids, idf, slots };
}

function indexOf(vocabulary: Vocabulary, id: number): number {
  const { ids, slots } = vocabulary;
  const mask = slots.length - 1;
  for (let slot = id & mask; ; slot = (slot + 1) & mask) {
    const index = slots[slot] as number;
    if (index === -1 || ids[index] === id) return index;
  }
}

/** Sub-linear tf-idf, (1 + ln count) × idf, with words and character groups each brought to length 1. */
export function vectorise(text: TextFeatures, vocabulary: Vocabulary): SparseVector {
  const room = text.words.ids.length + text.characters.ids.length;
  const indices = new Int32Array(room);
  const values = new Float32Array(room);
  const afterWords = weigh(text.words, vocabulary, indices, values, 0);
  const end = weigh(text.characters, vocabulary, indices, values, afterWords);
  return {
    indices: indices.subarray(0, end),
    values: values.subarray(0, end),
    knownWords: afterWords / Math.max(1, text.words.ids.length),
    knownCharacters: (end - afterWords) / Math.max(1, text.characters.ids.length),
  };
}

function weigh(
  features: FeatureCounts,
  vocabulary: Vocabulary,
  indices: Int32Array,
  values: Float32Array,
  start: number,
): number {
  let end = start;
  let squares = 0;
  for (let at = 0; at < features.ids.length; at += 1) {
    const index = indexOf(vocabulary, features.ids[at] as number);
    if (index < 0) continue;
    const weight = (1 + Math.log(features.counts[at] as number)) * (vocabulary.idf[index] as number);
    indices[end] = index;
    values[end] = weight;
    squares += weight * weight;
    end += 1;
  }
  const length = Math.sqrt(squares) || 1;
  for (let at = start; at < end; at += 1) values[at] = (values[at] as number) / length;
  return end;
}
