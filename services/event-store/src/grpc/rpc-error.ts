import grpc from '@grpc/grpc-js';
import { isDwsError } from '@dws/kernel';

const { Metadata, status } = grpc;

/** What a failed call is answered with. EventStoreDB's clients read the error class from the trailers. */
export interface RpcError extends Error {
  readonly code: grpc.status;
  readonly details: string;
  readonly metadata: grpc.Metadata;
}

function rpcError(code: grpc.status, details: string, trailers: Record<string, string> = {}): RpcError {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, headerText(value));
  return Object.assign(new Error(details), { code, details, metadata });
}

/** A header holds printable ASCII; a stream's name may be anything. */
function headerText(value: string): string {
  return /^[ -~]*$/.test(value) ? value : encodeURIComponent(value);
}

export function accessDenied(): RpcError {
  return rpcError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
}

export function unauthenticated(): RpcError {
  return rpcError(status.UNAUTHENTICATED, 'Expected Basic credentials of a known identity.', {
    exception: 'not-authenticated',
  });
}

export function streamDeleted(stream: string): RpcError {
  return rpcError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });
}

/** Of a deletion; an append answers with a message of its own. The numbers are EventStoreDB's. */
export function wrongExpectedVersion(stream: string, expected: number, actual: number): RpcError {
  const details = `Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`;
  return rpcError(status.FAILED_PRECONDITION, details, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': String(expected),
    'actual-version': String(actual),
  });
}

export function invalidArgument(details: string): RpcError {
  return rpcError(status.INVALID_ARGUMENT, details);
}

export function unimplemented(details: string): RpcError {
  return rpcError(status.UNIMPLEMENTED, details);
}

export function unavailable(details: string): RpcError {
  return rpcError(status.UNAVAILABLE, details);
}

/** Of a client that left, where it goes to the log and the metrics, and of what a server that stops lets go. */
export function cancelled(details: string): RpcError {
  return rpcError(status.CANCELLED, details);
}

export function tooMuchUnfinished(): RpcError {
  return unavailable('Too much that others have sent is not finished yet; try again.');
}

export function deadlineExceeded(): RpcError {
  return rpcError(status.DEADLINE_EXCEEDED, 'The append was not finished before its deadline.');
}

export function maximumAppendSizeExceeded(limit: number): RpcError {
  return rpcError(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  });
}

export function maximumEventSizeExceeded(eventId: string, size: number, limit: number): RpcError {
  const details = `Event with Id: ${eventId}, Size: ${size}, exceeds Maximum Append Event Size of ${limit}.`;
  return rpcError(status.INVALID_ARGUMENT, details, {
    exception: 'maximum-append-event-size-exceeded',
    'maximum-append-event-size': String(limit),
    'event-id': eventId,
    'proposed-append-event-size': String(size),
  });
}

export function requiredMetadataMissing(property: string): RpcError {
  return rpcError(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  });
}

/** Maps whatever a handler threw. A bug is answered as INTERNAL without its message, which may hold data. */
export function toRpcError(error: unknown): RpcError {
  if (isRpcError(error)) return error;
  if (!isDwsError(error)) return rpcError(status.INTERNAL, 'The server failed; its log says why.');
  switch (error.code) {
    case 'store-access-denied':
      return accessDenied();
    case 'store-unavailable':
    case 'shutting-down':
    case 'queue-full':
      return unavailable(error.message);
    case 'argument-invalid':
    case 'event-too-large':
      return invalidArgument(error.message);
    default:
      return rpcError(status.UNKNOWN, error.message);
  }
}

function isRpcError(error: unknown): error is RpcError {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' && 'metadata' in error;
}
