import { expect, it } from 'vitest';
import { slopeOf } from './slope.ts';

const every10s = (value: (seconds: number) => number, count = 60) =>
  Array.from({ length: count }, (_, place) => ({ at: place * 10, value: value(place * 10) }));

it('finds a steady growth, in shares of the mean an hour', () => {
  // From 100 to 200 in ten minutes: 600 an hour, of a mean of 149.2 (the last sample is at 590 s).
  const slope = slopeOf(every10s((seconds) => 100 + seconds / 6));
  expect(slope.mean).toBeCloseTo(149.17, 1);
  expect(slope.perHour).toBeCloseTo(600 / 149.17, 2);
  expect(slope.least).toBeCloseTo(slope.most, 6);
});

it('says nothing certain of what only goes up and down', () => {
  const slope = slopeOf(every10s((seconds) => 100 + 10 * Math.sin(seconds / 7)));
  expect(slope.least).toBeLessThan(0);
  expect(slope.most).toBeGreaterThan(0);
});

it('is sure of a growth that stands out from its noise', () => {
  const slope = slopeOf(every10s((seconds) => 100 + seconds / 6 + 5 * Math.sin(seconds)));
  expect(slope.least).toBeGreaterThan(3);
});

it('refuses to draw a line through next to nothing', () => {
  expect(() => slopeOf(every10s(() => 1, 11))).toThrow('expected at least 12 samples');
});
