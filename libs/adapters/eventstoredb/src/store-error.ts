import grpc from '@grpc/grpc-js';
import { DwsError, isDwsError } from '@dws/kernel';

const { status } = grpc;

/** What a failed read or connection means to the caller. Nothing was written, so it is safe to try again. */
export function readFailure(cause: unknown): DwsError {
  if (isDwsError(cause)) return cause;
  return (
    deniedAccess(cause) ??
    tombstone(cause) ??
    new DwsError('store-unavailable', `The store does not answer: ${textOf(cause)}`)
  );
}

/** What a failed append connection means to appends that were sent on it. */
export function appendFailure(cause: unknown): DwsError {
  if (isDwsError(cause)) return cause;
  return deniedAccess(cause) ?? outcomeUnknown(textOf(cause));
}

export function outcomeUnknown(reason: string): DwsError {
  return new DwsError('store-outcome-unknown', `An append was sent and its answer was lost: ${reason}`);
}

function deniedAccess(cause: unknown): DwsError | undefined {
  const code = codeOf(cause);
  if (code !== status.PERMISSION_DENIED && code !== status.UNAUTHENTICATED) return undefined;
  return new DwsError('store-access-denied', `The store refuses this identity: ${textOf(cause)}`);
}

export function streamDeleted(stream: string): DwsError {
  return new DwsError(
    'stream-deleted',
    `${stream} has a tombstone: nothing can be read from it or appended.`,
    {
      stream,
    },
  );
}

function tombstone(cause: unknown): DwsError | undefined {
  if (codeOf(cause) !== status.FAILED_PRECONDITION || !(cause instanceof Error)) return undefined;
  const metadata =
    'metadata' in cause && cause.metadata instanceof grpc.Metadata ? cause.metadata : undefined;
  if (metadata?.get('exception')[0] !== 'stream-deleted') return undefined;
  return streamDeleted(String(metadata.get('stream-name')[0] ?? 'The stream'));
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined;
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
