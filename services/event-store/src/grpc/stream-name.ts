import { isUtf8 } from 'node:buffer';
import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import { invalidArgument } from './rpc-error.ts';

/** A metastream of no stream. */
const NO_METASTREAM = '$$';

/** Bytes of a stream's name, and characters of an event's type: filters test each of them. */
export const MAX_NAME = 4_096;

/** @throws RpcError INVALID_ARGUMENT when the request names no stream, or one that nobody would name so. */
export function streamNameOf(identifier: StreamIdentifier | undefined): string {
  const bytes = Buffer.from(identifier?.getStreamName_asU8() ?? []);
  if (bytes.length > MAX_NAME)
    throw invalidArgument(`Expected a stream name of at most ${MAX_NAME} bytes, found ${bytes.length}.`);
  // Bytes that are no UTF-8 would be read as U+FFFD, and so as the name of another stream.
  if (!isUtf8(bytes)) throw invalidArgument('Expected a stream name in UTF-8.');
  const name = bytes.toString('utf8');
  if (name === '' || name === NO_METASTREAM) {
    throw invalidArgument(`Expected a stream name, found ${JSON.stringify(name)}.`);
  }
  return name;
}
