import { replayOf } from './replay.ts';
import { simulate } from './simulate.ts';
import type { Counts } from './tally.ts';

/** A share of a campaign, as it is handed to a process. */
export interface Share {
  readonly from: number;
  readonly seeds: number;
}

/** What came of a share. */
export interface Done extends Share {
  readonly counts: Counts;
  readonly failed: FailedSeed | null;
}

export interface FailedSeed {
  readonly seed: number;
  readonly invariant: string;
  readonly detail: string;
  /** The command that repeats exactly this. */
  readonly replay: string;
}

/** Runs the shares that its parent sends, one after the other, until the parent lets go of it. */
export function work(): void {
  process.on('message', (share: Share) => void run(share));
  process.on('disconnect', () => process.exit(0));
}

async function run({ from, seeds }: Share): Promise<void> {
  const options = { seconds: Infinity, twice: false, keepLines: false, shrinks: true };
  const { tally, failed } = await simulate({ from, seeds, ...options });
  const { invariant = '', detail = '' } = failed?.result.violation ?? {};
  const found = failed && {
    seed: failed.seed,
    invariant,
    detail,
    replay: replayOf(failed.seed, failed.only),
  };
  process.send?.({ from, seeds, counts: tally.counts, failed: found } satisfies Done);
}
