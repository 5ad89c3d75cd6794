import { FAILED, PASSED, type Outcome } from './outcome.ts';
import { runCommand } from './run-command.ts';
import type { Step } from './step.ts';

/** A step that is one command: exit code 0 passes, anything else fails and shows what it printed. */
export function commandStep(name: string, does: string, command: string, ...args: readonly string[]): Step {
  const run = async (): Promise<Outcome> => {
    const { exitCode, output } = await runCommand(command, args, 'keep');
    if (exitCode === 0) return PASSED;
    process.stdout.write(`${output.trimEnd()}\n`);
    return FAILED;
  };
  return { name, does, run };
}
