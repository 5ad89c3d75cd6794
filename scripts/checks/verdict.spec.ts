import { describe, expect, it } from 'vitest';
import { FAILED, PASSED } from './outcome.ts';
import { verdictOn } from './verdict.ts';

const KAFKA_NOT_RUN = { passed: 0, failed: 0, notRun: [{ suite: 'kafka', why: 'Java 17 is not here' }] };

describe('the verdict', () => {
  it('sums whole numbers over all steps', () => {
    const steps = [PASSED, PASSED, { passed: 40, failed: 0, notRun: [] }];
    expect(verdictOn(steps, true)).toEqual({ lines: ['42 passed, 0 failed'], exitCode: 0 });
  });

  it('fails when one step fails', () => {
    expect(verdictOn([PASSED, FAILED], false)).toEqual({ lines: ['1 passed, 1 failed'], exitCode: 1 });
  });

  it('names a suite that could not run, and passes at a desk', () => {
    expect(verdictOn([PASSED, KAFKA_NOT_RUN], false)).toEqual({
      lines: ['not run: kafka: Java 17 is not here', '1 passed, 0 failed'],
      exitCode: 0,
    });
  });

  it('counts it as a failure under CI', () => {
    expect(verdictOn([PASSED, KAFKA_NOT_RUN], true)).toEqual({
      lines: ['not run: kafka: Java 17 is not here', '1 passed, 1 failed'],
      exitCode: 1,
    });
  });

  it('fails when nothing ran', () => {
    expect(verdictOn([], false)).toEqual({ lines: ['0 passed, 1 failed'], exitCode: 1 });
  });
});
