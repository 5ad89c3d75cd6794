import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import { invalidArgument } from './rpc-error.ts';

/** A metastream of no stream. */
const NO_METASTREAM = '$$';

/** @throws RpcError INVALID_ARGUMENT when the request names no stream. */
export function streamNameOf(identifier: StreamIdentifier | undefined): string {
  const name = Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
  if (name === '' || name === NO_METASTREAM) {
    throw invalidArgument(`Expected a stream name, found ${JSON.stringify(name)}.`);
  }
  return name;
}
