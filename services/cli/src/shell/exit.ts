import { isDwsError, type ErrorCode } from '@dws/kernel';

/** Exit codes of `dws`, the same for every command. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  refused: 4,
  unavailable: 5,
  differs: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a script may conclude from each code; docs/cli.md shows this table. */
export const EXIT_MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: 'Done, and the answer is yes.',
  failed: 'Not done, or done in part: the message says what.',
  usage: 'The command line or a setting is wrong; nothing was attempted.',
  notFound: 'The case, review, worker, topic or file that was named is not there.',
  refused: 'The platform understood and refused: not permitted, not open any more, or changed meanwhile.',
  unavailable: 'The platform, broker or store does not answer; the same command may work later.',
  differs:
    'The check ran, and the answer is no: a trail is damaged, a plan differs, a topic is out of line, a bound is broken.',
  interrupted: 'Stopped by Ctrl-C.',
};

const BY_CODE: Partial<Record<ErrorCode, ExitCode>> = {
  'argument-invalid': EXIT.usage,
  'config-invalid': EXIT.usage,
  'case-unknown': EXIT.notFound,
  'not-found': EXIT.notFound,
  'topic-unknown': EXIT.notFound,
  'file-unreadable': EXIT.notFound,
  'review-not-open': EXIT.refused,
  'doubt-not-open': EXIT.refused,
  'review-stale': EXIT.refused,
  'review-not-permitted': EXIT.refused,
  'not-permitted': EXIT.refused,
  'group-active': EXIT.refused,
  unauthenticated: EXIT.refused,
  'store-access-denied': EXIT.refused,
  'wrong-expected-revision': EXIT.refused,
  'audit-broken': EXIT.differs,
};

/** A retriable error is one that time may mend: 5. */
export function exitOf(error: unknown): ExitCode {
  if (!isDwsError(error)) return EXIT.failed;
  return BY_CODE[error.code] ?? (error.retriable ? EXIT.unavailable : EXIT.failed);
}
