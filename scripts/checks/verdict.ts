import { addOutcomes, type Outcome } from './outcome.ts';

export interface Verdict {
  /** To be printed last; the very last is `N passed, N failed`. */
  readonly lines: readonly string[];
  readonly exitCode: 0 | 1;
}

/**
 * Sums the steps up. At a desk a suite that lacks what it needs is named and no more; under CI it is a failure,
 * since there nobody reads the names.
 */
export function verdictOn(outcomes: readonly Outcome[], underCi: boolean): Verdict {
  const sum = addOutcomes(outcomes);
  const failed = sum.failed + (underCi ? sum.notRun.length : 0);
  const nothingRan = sum.passed + failed === 0 && sum.notRun.length === 0;
  return {
    lines: [
      ...sum.notRun.map(({ suite, why }) => `not run: ${suite}: ${why}`),
      `${sum.passed} passed, ${nothingRan ? 1 : failed} failed`,
    ],
    exitCode: failed > 0 || nothingRan ? 1 : 0,
  };
}
