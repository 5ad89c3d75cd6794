import { problemOf } from '@dws/http-problems';
import { DwsError, ERRORS, type ErrorCode } from '@dws/kernel';

/** An error as a client sees it. */
export interface ExplainedError {
  readonly code: string;
  readonly status: number;
  /** What it means, in a sentence. */
  readonly meaning: string;
  /** A body with it. */
  readonly example: object;
}

export type ExplainError = (code: string) => ExplainedError;

/** What `problemOf` makes of a code of the platform's one table of errors. */
export const explainCode: ExplainError = (code) => {
  if (code === INTERNAL) {
    const example = problemOf(new Error('never told'));
    return { code, status: example.status, meaning: example.detail, example };
  }
  if (!Object.hasOwn(ERRORS, code))
    throw new Error(`expected a code of libs/kernel/src/errors.ts, found "${code}"`);
  const { meaning } = ERRORS[code as ErrorCode];
  const example = problemOf(new DwsError(code as ErrorCode, meaning));
  return { code, status: example.status, meaning, example };
};

/** Not in the table: an error that nobody raised on purpose. */
export const INTERNAL = 'internal';
