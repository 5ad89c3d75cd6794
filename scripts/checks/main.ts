import { inLanes } from './lanes.ts';
import { FAILED, type Outcome } from './outcome.ts';
import type { Step } from './step.ts';
import { STEPS } from './steps.ts';
import { verdictOn } from './verdict.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function stepsNamed(names: readonly string[]): readonly Step[] {
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `expected a step of ${STEPS.map(({ name }) => name).join(', ')}; found ${unknown.join(', ')}`,
    );
  }
  return names.length === 0 ? STEPS : STEPS.filter(({ name }) => names.includes(name));
}

async function timed(step: Step, place: string): Promise<Outcome> {
  print(`[${place}] ${step.name}: ${step.does}`);
  const begin = performance.now();
  const outcome = await step.run().catch((error: unknown) => {
    print(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return FAILED;
  });
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  const word = outcome.failed > 0 ? 'FAILED' : outcome.notRun.length > 0 ? 'not run' : 'ok';
  print(`[${place}] ${step.name}: ${word}, ${seconds} s`);
  return outcome;
}

const names = process.argv.slice(2);
if (names.includes('--help')) {
  print('usage: scripts/verify [STEP…]\n');
  for (const { name, does } of STEPS) print(`  ${name.padEnd(12)}${does}`);
} else {
  try {
    const steps = stepsNamed(names);
    const outcomes = await inLanes(steps, (step) =>
      timed(step, `${steps.indexOf(step) + 1}/${steps.length}`),
    );
    const { lines, exitCode } = verdictOn(outcomes, process.env['CI'] === 'true');
    lines.forEach(print);
    process.exitCode = exitCode;
  } catch (error) {
    process.stderr.write(`verify: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
