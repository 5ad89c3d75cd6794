import { describe, expect, it } from 'vitest';
import { hashSlice } from './feature-hash.ts';
import { featuresOf } from './features.ts';

const total = (counts: Uint16Array) => counts.reduce((sum, count) => sum + count, 0);

describe('what is counted in a text', () => {
  it('counts words, stems, neighbours and words used together', () => {
    // lost card: 2 words, 2 stems, 3 neighbours (start-lost, lost-card, card-end), 1 pair used together
    expect(total(featuresOf('lost card').words.counts)).toBe(8);
  });

  it('counts groups of 3 to 5 characters inside a word with its edges', () => {
    // " card " has 6 characters: 4 groups of three, 3 of four, 2 of five
    expect(total(featuresOf('card').characters.counts)).toBe(9);
  });

  it('counts a word that occurs twice once, with count 2', () => {
    const { ids, counts } = featuresOf('card card').words;
    expect(counts[ids.indexOf(hashSlice(1, 'card', 0, 4))]).toBe(2);
  });

  it('sees that two words are used together in either order', () => {
    const one = featuresOf('card lost').words.ids;
    const other = new Set(featuresOf('lost card').words.ids);
    // shared: 2 words, 2 stems, 1 pair used together; not shared: the neighbours
    expect(one.filter((id) => other.has(id))).toHaveLength(5);
  });

  it('gives ascending, distinct ids', () => {
    const { ids } = featuresOf('my card is my card').words;
    expect([...ids]).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });

  it('does linear work on a long text', () => {
    // 512 words at most: each adds a word, a stem, a neighbour and up to 12 pairs, plus the last neighbour
    const long = Array.from({ length: 5_000 }, (_, at) => `w${at}`).join(' ');
    expect(featuresOf(long).words.ids.length).toBeLessThanOrEqual(512 * 15 + 1);
  });

  it('finds nothing in an empty text', () => {
    expect(featuresOf('')).toEqual({
      words: { ids: new Uint32Array(), counts: new Uint16Array() },
      characters: { ids: new Uint32Array(), counts: new Uint16Array() },
    });
  });
});
