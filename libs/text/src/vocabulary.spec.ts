import { describe, expect, it } from 'vitest';
import type { TextFeatures } from './features.ts';
import { buildVocabulary, vectorise } from './vocabulary.ts';

const text = (words: Record<number, number>, characters: Record<number, number> = {}): TextFeatures => ({
  words: group(words),
  characters: group(characters),
});
const group = (features: Record<number, number>) => ({
  ids: Uint32Array.from(Object.keys(features), Number),
  counts: Uint16Array.from(Object.values(features)),
});

describe('the vocabulary of three texts', () => {
  // 10 is in all three texts, 20 in two, 30 in one, 40 (characters) in two
  const vocabulary = buildVocabulary([
    text({ 10: 1, 20: 1 }, { 40: 1 }),
    text({ 10: 1, 20: 3 }, { 40: 1 }),
    text({ 10: 1, 30: 1 }),
  ]);

  it('keeps what at least two texts have', () => {
    expect([...vocabulary.ids]).toEqual([10, 20, 40]);
  });

  it('weighs rare features higher: ln((1 + texts) / (1 + texts with it)) + 1', () => {
    // ln(4/4) + 1 = 1 and ln(4/3) + 1 = 1.2876821
    expect([...vocabulary.idf]).toEqual([1, expect.closeTo(1.2876821, 6), expect.closeTo(1.2876821, 6)]);
  });

  it('gives sub-linear tf-idf with words and characters each of length 1', () => {
    const vector = vectorise(text({ 10: 1, 20: 3 }, { 40: 7 }), vocabulary);
    // 20 occurs three times: (1 + ln 3) × 1.2876821 = 2.7023422; length √(1 + 2.7023422²) = 2.8814263
    // 1 / 2.8814263 = 0.3470503; 2.7023422 / 2.8814263 = 0.9378488
    expect([...vector.indices]).toEqual([0, 1, 2]);
    expect(vector.values[0]).toBeCloseTo(0.3470503, 5);
    expect(vector.values[1]).toBeCloseTo(0.9378488, 5);
    expect(vector.values[2]).toBe(1);
  });

  it('says which share of the text it knows', () => {
    const vector = vectorise(text({ 10: 1, 30: 1, 99: 1, 98: 1 }, { 40: 1 }), vocabulary);
    expect(vector.knownWords).toBe(0.25);
    expect(vector.knownCharacters).toBe(1);
  });

  it('knows nothing of an empty text', () => {
    const vector = vectorise(text({}), vocabulary);
    expect(vector).toMatchObject({ knownWords: 0, knownCharacters: 0 });
    expect(vector.indices).toHaveLength(0);
  });
});
