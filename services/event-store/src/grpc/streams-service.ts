import type grpc from '@grpc/grpc-js';
import type { Clock } from '@dws/kernel';
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
  DeleteReq,
  DeleteResp,
  ReadReq,
  ReadResp,
  TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { Authenticate } from '../access/authenticator.ts';
import type { Identity } from '../access/identity.ts';
import type { Appender } from '../append/appender.ts';
import type { Deleter } from '../append/deleter.ts';
import type { UnfinishedRoom } from '../append/unfinished-room.ts';
import { handleAppend } from './append/append-handler.ts';
import type { AppendLimits } from './append/append-limits.ts';
import { handleBatchAppend } from './append/batch-handler.ts';
import { mayAppend } from './append/may-append.ts';
import { handleDelete, handleTombstone } from './delete-handlers.ts';
import type { ReadContext } from './read/read-context.ts';
import { handleRead } from './read/read-handler.ts';
import { toRpcError, unauthenticated, type RpcError } from './rpc-error.ts';

export interface StreamsContext extends ReadContext {
  readonly appender: Appender;
  readonly deleter: Deleter;
  readonly authenticate: Authenticate;
  readonly limits: AppendLimits;
  readonly room: UnfinishedRoom;
  readonly clock: Clock;
  /** Aborted when the server stops. */
  readonly draining: AbortSignal;
  /** Told of every call that failed; bugs are worth a log line, refusals are not. */
  readonly onFailure: (method: string, cause: unknown, answer: RpcError) => void;
}

export function streamsImplementation(context: StreamsContext): grpc.UntypedServiceImplementation {
  const { appender, authorize } = context;

  async function identityOf(call: { readonly metadata: grpc.Metadata }): Promise<Identity> {
    const header = call.metadata.get('authorization')[0];
    const identity = await context.authenticate(header?.toString());
    if (!identity) throw unauthenticated();
    return identity;
  }

  function failure(method: string, cause: unknown): RpcError {
    const answer = toRpcError(cause);
    context.onFailure(method, cause, answer);
    return answer;
  }

  const read: grpc.handleServerStreamingCall<ReadReq, ReadResp> = (call) => {
    void identityOf(call)
      .then((identity) => handleRead(context, identity, call))
      .then(() => call.end())
      .catch((cause: unknown) => call.emit('error', failure('Read', cause)));
  };

  const append: grpc.handleClientStreamingCall<AppendReq, AppendResp> = (call, callback) => {
    void identityOf(call)
      .then((identity) => handleAppend(context, mayAppend(authorize, identity), call))
      .then((response) => callback(null, response))
      .catch((cause: unknown) => callback(failure('Append', cause)));
  };

  const batchAppend: grpc.handleBidiStreamingCall<BatchAppendReq, BatchAppendResp> = (call) => {
    void identityOf(call)
      .then((identity) => handleBatchAppend(appender, context, mayAppend(authorize, identity), call))
      .catch((cause: unknown) => call.emit('error', failure('BatchAppend', cause)));
  };

  const remove: grpc.handleUnaryCall<DeleteReq, DeleteResp> = (call, callback) => {
    void identityOf(call)
      .then((identity) => handleDelete(context, identity, call.request))
      .then((response) => callback(null, response))
      .catch((cause: unknown) => callback(failure('Delete', cause)));
  };

  const tombstone: grpc.handleUnaryCall<TombstoneReq, TombstoneResp> = (call, callback) => {
    void identityOf(call)
      .then((identity) => handleTombstone(context, identity, call.request))
      .then((response) => callback(null, response))
      .catch((cause: unknown) => callback(failure('Tombstone', cause)));
  };

  return { read, append, batchAppend, delete: remove, tombstone };
}
