import type grpc from '@grpc/grpc-js';
import type { Clock } from '@dws/kernel';
import type { EventStore } from '@dws/ports';
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
  ReadReq,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { Authenticate } from '../access/authenticator.ts';
import type { Identity } from '../access/identity.ts';
import type { Appender } from '../append/appender.ts';
import type { LiveFeed } from '../feed/live-feed.ts';
import { handleAppend } from './append/append-handler.ts';
import { handleBatchAppend } from './append/batch-handler.ts';
import type { ReadMessage } from './read/read-call.ts';
import { handleRead } from './read/read-handler.ts';
import { toRpcError, unauthenticated, unimplemented, type RpcError } from './rpc-error.ts';
import { StreamsService } from './stubs.ts';

export interface StreamsContext {
  readonly store: EventStore;
  readonly feed: LiveFeed;
  readonly appender: Appender;
  readonly authenticate: Authenticate;
  readonly maxAppendBytes: number;
  readonly clock: Clock;
  /** Aborted when the server stops. */
  readonly draining: AbortSignal;
  /** Told of every call that failed; bugs are worth a log line, refusals are not. */
  readonly onFailure: (method: string, cause: unknown, answer: RpcError) => void;
}

/** The stubs' definition, except that Read's answers may be bytes that are encoded already. */
export const STREAMS_DEFINITION = {
  ...StreamsService,
  read: {
    ...StreamsService.read,
    responseSerialize: (message: ReadMessage): Buffer =>
      Buffer.isBuffer(message) ? message : Buffer.from(message.serializeBinary()),
  },
};

export function streamsImplementation(context: StreamsContext): grpc.UntypedServiceImplementation {
  const { store, feed, appender, maxAppendBytes } = context;

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

  const read: grpc.handleServerStreamingCall<ReadReq, ReadMessage> = (call) => {
    void identityOf(call)
      .then((identity) => handleRead(store, feed, identity, call))
      .then(() => call.end())
      .catch((cause: unknown) => call.emit('error', failure('Read', cause)));
  };

  const append: grpc.handleClientStreamingCall<AppendReq, AppendResp> = (call, callback) => {
    void identityOf(call)
      .then((identity) => handleAppend(appender, maxAppendBytes, identity, call))
      .then((response) => callback(null, response))
      .catch((cause: unknown) => callback(failure('Append', cause)));
  };

  const batchAppend: grpc.handleBidiStreamingCall<BatchAppendReq, BatchAppendResp> = (call) => {
    void identityOf(call)
      .then((identity) => handleBatchAppend(appender, context, identity, call))
      .catch((cause: unknown) => call.emit('error', failure('BatchAppend', cause)));
  };

  const refuse =
    (method: string): grpc.handleUnaryCall<unknown, unknown> =>
    (_call, callback) =>
      callback(unimplemented(`${method} is not offered by this server: its streams are kept for ever.`));

  return { read, append, batchAppend, delete: refuse('Delete'), tombstone: refuse('Tombstone') };
}
