import { expect, it } from 'vitest';
import { nearest } from './nearest.ts';

const WORDS = ['worker', 'domain', 'subject', 'signal', 'limit', 'json'];

it.each([
  ['wroker', 'worker'],
  ['domian', 'domain'],
  ['limits', 'limit'],
  ['subj', 'subject'],
  ['jsno', 'json'],
])('%s was %s', (typed, meant) => {
  expect(nearest(typed, WORDS)).toBe(meant);
});

it.each(['x', 'verbose', 'ab', ''])('%s is near nothing', (typed) => {
  expect(nearest(typed, WORDS)).toBeUndefined();
});
