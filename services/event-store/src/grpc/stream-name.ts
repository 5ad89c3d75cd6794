import type { StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import { invalidArgument } from './rpc-error.ts';

/** @throws RpcError INVALID_ARGUMENT when the request names no stream. */
export function streamNameOf(identifier: StreamIdentifier | undefined): string {
  const name = Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
  if (name === '') throw invalidArgument('Expected a stream name, found none.');
  return name;
}

/** Streams that hold another stream's settings: `$$orders` for `orders`. */
export function isMetastream(stream: string): boolean {
  return stream.startsWith('$$');
}
