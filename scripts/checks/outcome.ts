/** A suite that could not run at all, and what it lacked. */
export interface NotRun {
  readonly suite: string;
  readonly why: string;
}

/** What one step of `scripts/verify` found. A step that is not a test suite counts as one check. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly notRun: readonly NotRun[];
}

export const PASSED: Outcome = { passed: 1, failed: 0, notRun: [] };
export const FAILED: Outcome = { passed: 0, failed: 1, notRun: [] };

export function addOutcomes(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce(
    (sum, { passed, failed, notRun }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      notRun: [...sum.notRun, ...notRun],
    }),
    { passed: 0, failed: 0, notRun: [] },
  );
}
