import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { CRASH_POINTS } from '@dws/application';
import { campaign, type Campaign } from './campaign.ts';
import { replayOf } from './replay.ts';
import { simulate, type Simulated } from './simulate.ts';
import type { Tally } from './tally.ts';
import { work } from './worker.ts';

const SHOWN_LINES = 120;
/** The nightly form: seeds that no other form runs. */
const NIGHT = { from: 10_000_001, seeds: 1_000_000, file: '.dws/simulated-night.json' } as const;

const OPTIONS = {
  seed: { type: 'string' },
  seeds: { type: 'string' },
  from: { type: 'string' },
  seconds: { type: 'string' },
  only: { type: 'string' },
  twice: { type: 'boolean' },
  processes: { type: 'string' },
  within: { type: 'string' },
  resume: { type: 'string' },
  nightly: { type: 'boolean' },
  work: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/**
 * Runs what the arguments say and writes what came of it.
 * @param script file that runs this command, for further processes
 * @returns the process's exit code
 */
export async function command(args: readonly string[], script: string): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true });
  if (values.work) {
    work();
    return 0;
  }
  if (values.nightly || values.processes !== undefined) return many(values, script);
  const one = values.seed !== undefined;
  const only =
    values.only === undefined ? undefined : new Set(values.only.split(',').filter(Boolean).map(Number));
  const result = await simulate({
    from: Number(values.seed ?? values.from ?? 1),
    seeds: one ? 1 : Number(values.seeds ?? 1_000),
    seconds: Number(values.seconds ?? Infinity),
    twice: values.twice ?? false,
    keepLines: one,
    shrinks: only === undefined,
    ...(only ? { only } : {}),
  });
  if (values.json) process.stdout.write(`${JSON.stringify(jsonOf(result))}\n`);
  else process.stdout.write(textOf(result));
  return result.failed ? 1 : 0;
}

type Values = Partial<Record<'seeds' | 'from' | 'processes' | 'within' | 'resume', string>> & {
  readonly nightly?: boolean;
  readonly json?: boolean;
};

async function many(values: Values, script: string): Promise<number> {
  const resume = values.resume ?? (values.nightly ? NIGHT.file : undefined);
  const found = await campaign({
    script,
    from: Number(values.from ?? (values.nightly ? NIGHT.from : 1)),
    seeds: Number(values.seeds ?? (values.nightly ? NIGHT.seeds : 1_000)),
    processes: Number(values.processes ?? availableParallelism()),
    within: Number(values.within ?? MAX_SECONDS),
    ...(resume === undefined ? {} : { resume }),
    onProgress: (done) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${done} seeds`);
    },
  });
  const { tally, failed, left, wallSeconds } = found;
  if (values.json)
    process.stdout.write(`${JSON.stringify({ report: tally.report(), failed, left, wallSeconds })}\n`);
  else process.stdout.write(textOfMany(found));
  return failed || left > 0 ? 1 : 0;
}

/** As long as a timer can run: more than three weeks. */
const MAX_SECONDS = 2_000_000;

function textOfMany({ tally, failed, left, wallSeconds }: Campaign): string {
  const verdict = failed
    ? `seed ${failed.seed} breaks "${failed.invariant}": ${failed.detail}\nrepeat it: ${failed.replay}`
    : left > 0
      ? `time was up: ${left} seeds were NOT run; every invariant held in the others`
      : 'every invariant held';
  return `${summaryOf(tally)}\nwall seconds              ${wallSeconds.toFixed(1)}\n${verdict}\n`;
}

function jsonOf({ tally, failed }: Simulated) {
  const report = tally.report();
  if (!failed) return { report, failed };
  const { seed, only, result } = failed;
  return { report, failed: { seed, only, violation: result.violation, replay: replayOf(seed, only) } };
}

function summaryOf(tally: Tally): string {
  const { crashPoints, faults, profiles, ...numbers } = tally.report();
  const counted = (counts: object): string =>
    Object.entries(counts)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', ');
  return [
    ...Object.entries(numbers).map(([name, value]) => `${name.padEnd(26)}${JSON.stringify(value)}`),
    `kinds of world            ${counted(profiles)}`,
    `faults                    ${counted(faults)}`,
    `crash points              ${crashPoints.reached} reached and ${crashPoints.diedAt} died at of ${CRASH_POINTS.length}`,
    ...(crashPoints.notReached.length > 0
      ? [`  not reached             ${crashPoints.notReached.join(', ')}`]
      : []),
  ].join('\n');
}

function textOf({ tally, failed }: Simulated): string {
  const summary = summaryOf(tally);
  if (!failed) return `${summary}\nevery invariant held\n`;
  const { seed, only, result, runs } = failed;
  const kept = result.faults.map(({ number, kind, where }) => `  ${number}  ${kind}: ${where}`);
  return [
    ...result.lines.slice(-SHOWN_LINES),
    '',
    summary,
    '',
    `seed ${seed} breaks "${result.violation?.invariant ?? ''}": ${result.violation?.detail ?? ''}`,
    `faults that it takes (${only.length}, found in ${runs} runs):`,
    ...kept,
    `repeat it: ${replayOf(seed, only)}`,
    '',
  ].join('\n');
}
