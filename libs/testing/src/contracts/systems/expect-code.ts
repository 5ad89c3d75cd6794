import assert from 'node:assert/strict';
import { isDwsError, type DwsError, type ErrorCode } from '@dws/kernel';

/** The error, when the promise rejects with this code; throws in every other case. */
export async function expectCode(promise: Promise<unknown>, code: ErrorCode): Promise<DwsError> {
  let answer: unknown;
  try {
    answer = await promise;
  } catch (error) {
    if (isDwsError(error, code)) return error;
    throw new assert.AssertionError({ message: `expected ${code}, found ${String(error)}`, actual: error });
  }
  throw new assert.AssertionError({
    message: `expected ${code}, found the answer ${JSON.stringify(answer)}`,
  });
}
