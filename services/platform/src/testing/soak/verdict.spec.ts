import { expect, it } from 'vitest';
import type { Slope } from './slope.ts';
import type { SoakReport } from './soak.ts';
import { verdictOf } from './verdict.ts';

const flat: Slope = { mean: 100, perHour: 0, least: -0.02, most: 0.02, samples: 60 };
const growing: Slope = { mean: 100, perHour: 0.3, least: 0.26, most: 0.34, samples: 60 };
const unsure: Slope = { mean: 100, perHour: 0.3, least: -0.1, most: 0.7, samples: 60 };

function report(slopes: Readonly<Record<string, Slope>>, load = 0.5, effects = 10): SoakReport {
  const names = ['heapBytes', 'externalBytes', 'residentBytes', 'handles', 'p50Ms', 'p99Ms'];
  const all = Object.fromEntries(names.map((name) => [name, flat]));
  const sample = { load } as SoakReport['samples'][number];
  return { actions: 10, effects, samples: [sample], slopes: { ...all, ...slopes } };
}

it('finds nothing wrong where all is flat, or might be', () => {
  expect(verdictOf(report({ heapBytes: unsure }))).toEqual({ flaws: [], remarks: [] });
});

it.each(['heapBytes', 'externalBytes', 'residentBytes', 'handles', 'p50Ms', 'p99Ms'])(
  'fails where %s grows for certain',
  (name) => {
    expect(verdictOf(report({ [name]: growing })).flaws).toEqual([
      `${name} grows: 30.0 % (26.0 % to 34.0 %) an hour`,
    ]);
  },
);

it('does not judge latency on a machine that others used', () => {
  const { flaws, remarks } = verdictOf(report({ p99Ms: growing }, 999));
  expect(flaws).toEqual([]);
  expect(remarks[0]).toContain('latency says nothing');
});

it('fails where effects and outcomes differ', () => {
  expect(verdictOf(report({}, 0.5, 11)).flaws).toEqual([
    '10 actions were executed, and 11 effects performed',
  ]);
});
