import { runSeed, type RunResult } from './run-seed.ts';
import type { SharedParts } from './shared-parts.ts';

export interface Shrunk {
  readonly result: RunResult;
  /** Numbers of the faults without which the same invariant still breaks no more. */
  readonly only: readonly number[];
  readonly runs: number;
}

/** Runs before a shorter history is no longer looked for. */
const MAX_RUNS = 80;

/** Leaves out faults, half of them at first and one by one in the end, as long as the same invariant breaks (ddmin). */
export async function shrink(failed: RunResult, shared: SharedParts): Promise<Shrunk> {
  const invariant = failed.violation?.invariant;
  const attempt = { runs: 0 };
  const breaks = async (only: readonly number[]): Promise<RunResult | null> => {
    attempt.runs += 1;
    const result = await runSeed({ seed: failed.seed, only: new Set(only), keepLines: true }, shared);
    return result.violation?.invariant === invariant ? result : null;
  };
  let only = failed.faults.map(({ number }) => number);
  let best = await breaks(only);
  for (let size = only.length; size >= 1 && attempt.runs < MAX_RUNS; size = Math.floor(size / 2)) {
    for (let start = 0; start < only.length && attempt.runs < MAX_RUNS;) {
      const rest = only.filter((_, place) => place < start || place >= start + size);
      const shorter = await breaks(rest);
      if (shorter) {
        best = shorter;
        only = rest;
      } else start += size;
    }
  }
  return { result: best ?? failed, only, runs: attempt.runs };
}
