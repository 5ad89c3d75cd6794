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
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

export function accessDenied(): RpcError {
  return rpcError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
}

export function unauthenticated(): RpcError {
  return rpcError(status.UNAUTHENTICATED, 'Expected Basic credentials of a known identity.');
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

export function deadlineExceeded(): RpcError {
  return rpcError(status.DEADLINE_EXCEEDED, 'The append was not finished before its deadline.');
}

export function invalidTransaction(): RpcError {
  return rpcError(status.INVALID_ARGUMENT, 'Invalid Transaction', { exception: 'invalid-transaction' });
}

export function maximumAppendSizeExceeded(limit: number): RpcError {
  return rpcError(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
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
