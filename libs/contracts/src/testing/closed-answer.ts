import { isDwsError, type ErrorCode } from '@dws/kernel';

/** Far above what any decoder needs for the sizes that are tried, also on a machine under load. */
const MOST_MS = 5_000;

/**
 * Runs a decoder on bytes that nobody vouches for: it may give a value or refuse with one of `codes`.
 * @throws whatever else it threw, and an error when it took too long
 */
export function closedAnswer<T>(decode: () => T, ...codes: readonly ErrorCode[]): T | undefined {
  const began = performance.now();
  let answer: T | undefined;
  try {
    answer = decode();
  } catch (error) {
    if (!isDwsError(error) || !codes.includes(error.code)) throw error;
  }
  const took = performance.now() - began;
  if (took > MOST_MS) throw new Error(`expected an answer within ${MOST_MS} ms, waited ${took}`);
  return answer;
}
