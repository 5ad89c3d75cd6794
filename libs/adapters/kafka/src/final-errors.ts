import { isDwsError, type ErrorCode } from '@dws/kernel';

/** What waiting does not cure, where nothing ever worked: settings and rights are wrong. */
const WRONG_FROM_THE_START: ReadonlySet<ErrorCode> = new Set([
  'topic-unknown',
  'unauthenticated',
  'not-permitted',
  'config-invalid',
]);

/**
 * Whether a consumer ends for good with this error. Once it has run, what looks like a wrong setting is more often a
 * broker that is not quite back, so it must last. Whatever is not in our own words may be anything, a race inside the
 * client library too: it is told, and the group is joined again.
 *
 * @param awayMs milliseconds since the consumer last had its partitions; `null` where it never had any.
 * @param lastingMs how long a consumer that has run puts up with such an error.
 */
export function isFinal(error: Error, awayMs: number | null, lastingMs: number): boolean {
  if (!isDwsError(error)) return false;
  // A handler that never settles: only the end of the process frees what it holds.
  if (error.code === 'shutting-down') return true;
  return WRONG_FROM_THE_START.has(error.code) && (awayMs === null || awayMs > lastingMs);
}
