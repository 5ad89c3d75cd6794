import { describe, expect, it } from 'vitest';
import { fitTemperature, probabilitiesOf } from './probabilities.ts';

describe('scores become probabilities', () => {
  it('by softmax of score / temperature', () => {
    // e^(ln 3) : e^0 = 3 : 1
    expect([...probabilitiesOf([Math.log(3), 0], 1)]).toEqual([
      expect.closeTo(0.75, 12),
      expect.closeTo(0.25, 12),
    ]);
    // half the temperature squares the odds: 9 : 1
    expect(probabilitiesOf([Math.log(3), 0], 0.5)[0]).toBeCloseTo(0.9, 12);
  });

  it('without overflow', () => {
    expect([...probabilitiesOf([10_000, -10_000], 0.02)]).toEqual([1, 0]);
  });
});

describe('the temperature is fitted to what came true', () => {
  const certain = (right: number, wrong: number) => ({
    scores: Array.from({ length: right + wrong }, () => Float64Array.of(1, 0)),
    targets: [...Array<number>(right).fill(0), ...Array<number>(wrong).fill(1)],
  });

  it.each([
    // p = 1 / (1 + e^(-1/T)) should equal the share right: T = 1 / ln(right / wrong)
    ['nine of ten right', certain(9, 1), 1 / Math.log(9)],
    ['three of four right', certain(3, 1), 1 / Math.log(3)],
    ['all right: as certain as it may get', certain(10, 0), 0.1],
  ])('%s', (_, { scores, targets }, temperature) => {
    expect(fitTemperature(scores, targets) / temperature).toBeCloseTo(1, 2);
  });
});
