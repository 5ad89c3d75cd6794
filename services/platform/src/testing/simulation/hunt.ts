import type { PlantedBug } from './planted-bugs.ts';
import type * as Simulate from './simulate.ts';

export interface Hunted {
  readonly bug: string;
  readonly found: boolean;
  /** Seeds that each hunt took, first to last of the hunts. */
  readonly seeds: readonly number[];
  /** Of those; null where a hunt found nothing. */
  readonly median: number | null;
  /** Invariants that broke. */
  readonly by: readonly string[];
}

export interface HuntOptions {
  /** Hunts for each bug, each on seeds of its own. */
  readonly hunts: number;
  /** Seeds after which a hunt is given up. */
  readonly most: number;
}

/** Seeds between the beginnings of two hunts. */
const APART = 10_000;

/** How many seeds it takes to find a bug that `simulate` was loaded with. */
export async function hunt(
  bug: PlantedBug,
  { simulate }: typeof Simulate,
  { hunts, most }: HuntOptions,
): Promise<Hunted> {
  const seeds: number[] = [];
  const by = new Set<string>();
  for (let turn = 0; turn < hunts; turn++) {
    const { tally, failed } = await simulate({
      from: 1 + turn * APART,
      seeds: most,
      seconds: Infinity,
      twice: false,
      keepLines: false,
      shrinks: false,
    });
    if (!failed) break;
    seeds.push(tally.counts.seeds);
    if (failed.result.violation) by.add(failed.result.violation.invariant);
  }
  const found = seeds.length === hunts;
  const sorted = seeds.toSorted((a, b) => a - b);
  return {
    bug: bug.name,
    found,
    seeds,
    median: found ? (sorted[Math.floor(sorted.length / 2)] ?? null) : null,
    by: [...by],
  };
}
