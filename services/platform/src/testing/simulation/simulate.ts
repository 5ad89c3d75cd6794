import { watchHiddenSources, type Violation } from '@dws/simulator';
import { runSeed, type RunResult } from './run-seed.ts';
import { loadSharedParts, type SharedParts } from './shared-parts.ts';
import { shrink, type Shrunk } from './shrink.ts';
import { Tally } from './tally.ts';

export interface SimulateOptions {
  readonly from: number;
  readonly seeds: number;
  /** No seed is begun after so many seconds. */
  readonly seconds: number;
  /** Runs every seed a second time, which must leave the same trace. */
  readonly twice: boolean;
  /** Numbers of the only faults that happen; all where left out. */
  readonly only?: ReadonlySet<number>;
  readonly keepLines: boolean;
  /** Looks for a shorter history of a failure. */
  readonly shrinks: boolean;
}

export interface Simulated {
  readonly tally: Tally;
  /** The first seed that failed; none where every invariant held. */
  readonly failed: (Shrunk & { readonly seed: number }) | null;
}

let shared: Promise<SharedParts> | undefined;

/** Runs seeds one after the other until one fails, the last is done, or time is up. */
export async function simulate(options: SimulateOptions): Promise<Simulated> {
  const parts = await (shared ??= loadSharedParts());
  const tally = new Tally();
  const started = performance.now();
  for (let seed = options.from; seed < options.from + options.seeds; seed++) {
    if (performance.now() - started > 1_000 * options.seconds) break;
    const before = process.cpuUsage();
    const result = await watchedRun(seed, options, parts);
    const { user, system } = process.cpuUsage(before);
    tally.add(result, (user + system) / 1_000);
    if (result.violation) {
      const shrunk = options.shrinks
        ? await shrink(result, parts)
        : { result, only: result.faults.map(({ number }) => number), runs: 0 };
      return { tally, failed: { ...shrunk, seed } };
    }
  }
  return { tally, failed: null };
}

async function watchedRun(
  seed: number,
  { twice, only, keepLines }: SimulateOptions,
  parts: SharedParts,
): Promise<RunResult> {
  const found: Violation[] = [];
  const tell = (invariant: string) => (detail: unknown) => {
    found.push({ invariant, detail: detail instanceof Error ? (detail.stack ?? '') : String(detail) });
  };
  const unhandled = tell('nothing-is-thrown-away');
  process.on('unhandledRejection', unhandled);
  const unwatch = watchHiddenSources(tell('time-and-chance-come-from-outside'));
  try {
    const options = { seed, keepLines, ...(only ? { only } : {}) };
    const result = await runSeed(options, parts);
    const again = twice && !result.violation ? await runSeed(options, parts) : result;
    if (again.hash !== result.hash)
      tell('one-seed-is-one-history')(`seed ${seed} gave ${result.hash}, then ${again.hash}`);
    return { ...result, violation: result.violation ?? found[0] ?? null };
  } finally {
    unwatch();
    process.off('unhandledRejection', unhandled);
  }
}
