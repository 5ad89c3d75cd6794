import { expect, it } from 'vitest';
import { negationBefore } from './negation.ts';

it.each([
  ['not happy', 'not'],
  ['not at all happy', 'not'],
  ["wasn't really happy", "wasn't"],
  ['not arrived happy', undefined],
  ['not ! happy', undefined],
  ['no a a a a happy', undefined],
  ['happy', undefined],
])('in "%s" the last word is governed by %s', (text, negation) => {
  const words = text.split(' ');
  expect(negationBefore(words, words.length - 1, new Set(['not', 'no']))).toBe(negation);
});
