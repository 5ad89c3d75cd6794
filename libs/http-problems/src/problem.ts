import { isDwsError, type ErrorCode } from '@dws/kernel';

/** RFC 9457, with our code and, where one is to blame, the field. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly field?: string;
  /** Place in a batch. */
  readonly index?: number;
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  'payload-malformed': 400,
  'payload-invalid': 422,
  'signal-type-unknown': 422,
  'signal-wrong-domain': 422,
  'payload-too-large': 413,
  unauthenticated: 401,
  'not-permitted': 403,
  'review-not-permitted': 403,
  'not-found': 404,
  'case-unknown': 404,
  'review-not-open': 409,
  'review-stale': 409,
  'doubt-not-open': 409,
  'log-unavailable': 503,
  'queue-full': 503,
  'shutting-down': 503,
};

/** How an error is told to a client. What is not ours is a 500 without a word about its inside. */
export function problemOf(error: unknown, index?: number): Problem {
  const place = index === undefined ? {} : { index };
  if (!isDwsError(error)) {
    return {
      type: 'about:blank',
      title: 'Internal error',
      status: 500,
      detail: 'The service logged what happened.',
      code: 'internal',
      ...place,
    };
  }
  const field = error.details['field'];
  return {
    type: `https://dws.dev/errors/${error.code}`,
    title: error.code,
    status: STATUS[error.code] ?? (error.retriable ? 503 : 400),
    detail: error.message,
    code: error.code,
    ...(typeof field === 'string' ? { field } : {}),
    ...place,
  };
}
