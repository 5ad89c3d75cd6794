import type { Digest } from './digest.ts';
import { uuidV5 } from './uuid-v5.ts';

/** Root of every name-based id of this platform (RFC 9562 version 5). Changing it orphans every stream. */
const NAMESPACE = Buffer.from('a0f7ef0c6a4f5a459b8f5d2a54c0c6d1', 'hex');

/** The parts are joined by a character that no part may contain, so that ("a", "bc") and ("ab", "c") differ. */
const SEPARATOR = '\u001f';

/** Name-based UUID of the joined parts: the same parts give the same id in every process, for ever. */
export function deterministicId(...parts: readonly string[]): string {
  return uuidV5(parts.join(SEPARATOR), NAMESPACE);
}

/** One worker's handling of one signal. */
export function caseIdOf(worker: string, source: string, signalId: string): string {
  return deterministicId('case', worker, source, signalId);
}

/**
 * Id of an event that will stand at `revision` of `stream`. An append that is retried carries the same ids, so
 * a store can tell "already done" from "somebody else was faster".
 */
export function eventIdOf(stream: string, revision: number, payloadDigest: Digest): string {
  return deterministicId('event', stream, String(revision), payloadDigest);
}
