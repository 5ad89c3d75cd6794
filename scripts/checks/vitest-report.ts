import type { Outcome } from './outcome.ts';

/** The part of Vitest's JSON report that is counted. */
export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/**
 * Counts a run. A file that failed without a failed test (it did not load, or a hook threw) is one failure, and
 * so is an exit code that nothing in the report explains (an error outside every test).
 * @param exitCode of Vitest; `null` when a signal ended it
 */
export function outcomeOfVitest(suite: string, report: VitestReport, exitCode: number | null): Outcome {
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((assertion) => assertion.status !== 'failed'),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  const skipped = brokenFiles > 0 ? 0 : report.numPendingTests;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    notRun: skipped === 0 ? [] : [{ suite, why: `${skipped} of its tests were skipped` }],
  };
}
