import { describe, expect, it } from 'vitest';
import { outcomeOfVitest, type VitestReport } from './vitest-report.ts';

const GREEN: VitestReport = {
  numPassedTests: 2,
  numFailedTests: 0,
  numPendingTests: 0,
  testResults: [
    { name: 'a.spec.ts', status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] },
  ],
};

describe('the outcome of a Vitest run', () => {
  it('counts passed tests', () => {
    expect(outcomeOfVitest('unit', GREEN, 0)).toEqual({ passed: 2, failed: 0, notRun: [] });
  });

  it('counts failed tests once, not their file again', () => {
    const report: VitestReport = {
      ...GREEN,
      numPassedTests: 1,
      numFailedTests: 1,
      testResults: [
        {
          name: 'a.spec.ts',
          status: 'failed',
          assertionResults: [{ status: 'passed' }, { status: 'failed' }],
        },
      ],
    };
    expect(outcomeOfVitest('unit', report, 1)).toEqual({ passed: 1, failed: 1, notRun: [] });
  });

  it('counts a file that does not load', () => {
    const report: VitestReport = {
      ...GREEN,
      testResults: [...GREEN.testResults, { name: 'b.spec.ts', status: 'failed', assertionResults: [] }],
    };
    expect(outcomeOfVitest('unit', report, 1)).toEqual({ passed: 2, failed: 1, notRun: [] });
  });

  it('counts a hook that throws, whose tests are reported as pending', () => {
    const report: VitestReport = {
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 3,
      testResults: [{ name: 'b.spec.ts', status: 'failed', assertionResults: [{ status: 'pending' }] }],
    };
    expect(outcomeOfVitest('unit', report, 1)).toEqual({ passed: 0, failed: 1, notRun: [] });
  });

  it('counts an exit code that no test explains', () => {
    expect(outcomeOfVitest('unit', GREEN, 1)).toEqual({ passed: 2, failed: 1, notRun: [] });
    expect(outcomeOfVitest('unit', GREEN, null)).toEqual({ passed: 2, failed: 1, notRun: [] });
  });

  it('says so when tests were skipped', () => {
    expect(outcomeOfVitest('unit', { ...GREEN, numPendingTests: 1 }, 0)).toEqual({
      passed: 2,
      failed: 0,
      notRun: [{ suite: 'unit', why: '1 of its tests were skipped' }],
    });
  });
});
