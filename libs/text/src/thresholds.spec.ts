import { describe, expect, it } from 'vitest';
import { chooseThresholds, type Judged } from './thresholds.ts';

const rows = (
  category: number,
  ...judged: [confidence: number, right: boolean, times?: number][]
): Judged[] =>
  judged.flatMap(([confidence, right, times = 1]) =>
    Array.from({ length: times }, () => ({ category, confidence, right })),
  );

describe('the confidence from which a category is answered alone', () => {
  it('is the lowest at which enough answers were right', () => {
    // at 0.8: 90 of 90 right; at 0.6: 98 of 100; at 0.4: 98 of 110
    const judged = rows(0, [0.8, true, 90], [0.6, true, 8], [0.6, false, 2], [0.4, false, 10]);
    // one category: its own share mixed with the same share of all stays the same share
    expect(chooseThresholds(judged, 1, 0.98)).toEqual([0.6]);
    expect(chooseThresholds(judged, 1, 0.99)).toEqual([0.8]);
    expect(chooseThresholds(judged, 1, 0.85)).toEqual([0.4]);
  });

  it('never splits rows of equal confidence', () => {
    // right and wrong at the same confidence: only 1 of 2 is right there, in whatever order the rows come
    expect(chooseThresholds(rows(0, [0.9, true], [0.9, false]), 1, 0.9)).toEqual([null]);
    expect(chooseThresholds(rows(0, [0.9, false], [0.9, true]), 1, 0.9)).toEqual([null]);
  });

  it('is higher for a category that is often wrong', () => {
    // all together at 0.7: 180 of 200 = 0.9; category 0: (100 + 20 × 0.9) / 120 = 0.983;
    // category 1: (80 + 18) / 120 = 0.817 at 0.7; at 0.9 all 60 of its rows are right, and so are all others
    const judged = [
      ...rows(0, [0.9, true, 60], [0.7, true, 40]),
      ...rows(1, [0.9, true, 60], [0.7, true, 20], [0.7, false, 20]),
    ];
    expect(chooseThresholds(judged, 2, 0.95)).toEqual([0.7, 0.9]);
  });

  it('is not opened by a handful of lucky rows', () => {
    // category 1 was right 2 times of 2 at 0.5, where all together are right 52 of 102 = 0.51:
    // (2 + 20 × 0.51) / 22 = 0.554
    const judged = [...rows(0, [0.5, true, 50], [0.5, false, 50]), ...rows(1, [0.5, true, 2])];
    expect(chooseThresholds(judged, 2, 0.9)).toEqual([null, null]);
  });

  it('is that of all together for a category never predicted, and none when nothing is reliable', () => {
    expect(chooseThresholds(rows(0, [0.8, true, 10]), 2, 0.98)).toEqual([0.8, 0.8]);
    expect(chooseThresholds([], 2, 0.98)).toEqual([null, null]);
  });
});
