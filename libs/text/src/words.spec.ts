import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CHARACTERS } from './normalise.ts';
import { MAX_WORD_LENGTH, MAX_WORDS, wordsOf } from './words.ts';

describe('a text becomes words', () => {
  it.each([
    ['letter case and punctuation go', 'My Card, please.', ['my', 'card', 'please']],
    ['an apostrophe inside a word stays, curly or straight', "can’t don't", ["can't", "don't"]],
    ['quotes around a word go', "'stolen'", ['stolen']],
    ['question and exclamation marks carry tone', 'Really?!', ['really', '?', '!']],
    ['numbers are words', 'error 500', ['error', '500']],
    ['full-width and ligature forms are folded', 'ＡＴＭ ﬁne', ['atm', 'fine']],
    ['sharp s and double s are one', 'Straße STRASSE', ['strasse', 'strasse']],
    ['final sigma is sigma', 'ΟΔΟΣ οδος', ['οδοσ', 'οδοσ']],
    ['accents tell words apart', 'résumé resume', ['résumé', 'resume']],
    ['accents written in two ways are one', 'cafe\u0301', ['café']],
    ['Cyrillic', 'Где моя Карта', ['где', 'моя', 'карта']],
    ['Chinese gives one word per character', '我的卡', ['我', '的', '卡']],
    ['Devanagari vowel signs stay with their letters', 'मेरा कार्ड', ['मेरा', 'कार्ड']],
    ['pictographs are words', 'thanks 👍', ['thanks', '👍']],
    ['nothing to read', ' …—\n', []],
  ])('%s', (_, text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('looks at a bounded number of bounded words of a bounded text', () => {
    expect(wordsOf('word '.repeat(MAX_WORDS + 1))).toHaveLength(MAX_WORDS);
    expect(wordsOf('x'.repeat(MAX_WORD_LENGTH + 1))).toEqual(['x'.repeat(MAX_WORD_LENGTH)]);
    expect(wordsOf(`${' '.repeat(MAX_CHARACTERS)}unseen`)).toEqual([]);
  });

  it('never throws, whatever the text, and reads its own words the same way again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const words = wordsOf(text);
        expect(words.every((word) => word.length > 0)).toBe(true);
      }),
    );
    expect(wordsOf('half a pair: \ud83d')).toEqual(['half', 'a', 'pair']);
  });
});
