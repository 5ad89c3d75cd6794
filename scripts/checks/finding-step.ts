import { FAILED, PASSED } from './outcome.ts';
import type { Step } from './step.ts';

/** A step written here: no findings pass; otherwise each is printed on a line. */
export function findingStep(name: string, does: string, find: () => Promise<readonly string[]>): Step {
  return {
    name,
    does,
    run: async () => {
      const findings = await find();
      for (const finding of findings) process.stdout.write(`${finding}\n`);
      return findings.length === 0 ? PASSED : FAILED;
    },
  };
}
