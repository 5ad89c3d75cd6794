import { parseArgs } from 'node:util';
import { CRASH_POINTS } from '@dws/application';
import { simulate, type Simulated } from './simulate.ts';

/** The command, as it is repeated in messages. */
const COMMAND = 'node scripts/simulate.ts';
const SHOWN_LINES = 120;

const OPTIONS = {
  seed: { type: 'string' },
  seeds: { type: 'string' },
  from: { type: 'string' },
  seconds: { type: 'string' },
  only: { type: 'string' },
  twice: { type: 'boolean' },
  lines: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** Runs what the arguments say and writes what came of it. @returns the process's exit code */
export async function command(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true });
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

function jsonOf({ report, failed }: Simulated) {
  if (!failed) return { report, failed };
  const { seed, only, result } = failed;
  return { report, failed: { seed, only, violation: result.violation, replay: replayOf(seed, only) } };
}

function replayOf(seed: number, only: readonly number[]): string {
  return `${COMMAND} --seed ${seed} --only ${only.join(',') || ','}`;
}

function textOf({ report, failed }: Simulated): string {
  const { crashPoints, faults, ...numbers } = report;
  const counted = Object.entries(faults).map(([kind, count]) => `${kind} ${count}`);
  const summary = [
    ...Object.entries(numbers).map(([name, value]) => `${name.padEnd(26)}${JSON.stringify(value)}`),
    `faults                    ${counted.join(', ')}`,
    `crash points              ${crashPoints.reached} reached and ${crashPoints.diedAt} died at of ${CRASH_POINTS.length}`,
    ...(crashPoints.notReached.length > 0
      ? [`  not reached             ${crashPoints.notReached.join(', ')}`]
      : []),
  ].join('\n');
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
