import type grpc from '@grpc/grpc-js';
import { EventStoreDBClient } from '@eventstore/db-client';
import type { BatchAppendReq, BatchAppendResp, ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { DwsError } from '@dws/kernel';
import type { EventStoreDbBounds } from './bounds.ts';
import { decodeRead, type ReadMessage } from './decode-read.ts';
import { quickReconnect } from './quick-reconnect.ts';
import { StreamsClient, StreamsService } from './stubs.ts';

/** What of the official client is used besides its public methods; the version is pinned (docs/adr/0050). */
interface ClientInternals {
  getGRPCClient(type: typeof StreamsClient, name: string): Promise<grpc.Client>;
  callArguments(
    options: { readonly deadline?: number },
    callOptions?: grpc.CallOptions,
  ): [grpc.Metadata, grpc.CallOptions];
  handleError(client: grpc.Client, error: Error): Promise<void>;
  getChannel(): Promise<grpc.Channel>;
  createChannel(): Promise<grpc.Channel>;
}

export type ReadStream = grpc.ClientReadableStream<ReadMessage>;
export type AppendStream = grpc.ClientDuplexStream<BatchAppendReq, BatchAppendResp>;

/** The official client's connection (addresses, discovery, TLS, credentials), with calls that keep the bytes. */
export interface Connection {
  /** @throws DwsError `store-unavailable` when there is no connection in time: nothing was sent. */
  read(request: ReadReq, timeoutMs: number | undefined): Promise<ReadStream>;
  /** As `read`. One such stream carries all appends. */
  append(): Promise<AppendStream>;
  close(): Promise<void>;
}

export function connect(connectionString: string, bounds: EventStoreDbBounds): Connection {
  const client = EventStoreDBClient.connectionString(connectionString);
  const internals = client as unknown as ClientInternals;
  const create = internals.createChannel.bind(client);
  internals.createChannel = async () => quickReconnect(await create());
  const open = new Set<grpc.ClientReadableStream<ReadMessage> | AppendStream>();

  async function ready(): Promise<grpc.Client> {
    const streams = await internals.getGRPCClient(StreamsClient, 'streams').catch((cause: unknown) => {
      throw new DwsError('store-unavailable', 'No node of the store could be found.', {}, cause);
    });
    await new Promise<void>((resolve, reject) => {
      streams.waitForReady(Date.now() + bounds.connectTimeoutMs, (error) => {
        if (!error) {
          resolve();
          return;
        }
        // Where there are several nodes, the next attempt may find another one.
        void dropChannel(streams, 'no connection in time');
        reject(new DwsError('store-unavailable', 'The store cannot be reached in time.', {}, error));
      });
    });
    return streams;
  }

  /** As the official client does itself when a call of its own fails. */
  async function dropChannel(streams: grpc.Client, details: string): Promise<void> {
    await internals.handleError(streams, Object.assign(new Error(details), { code: 14, details }));
  }

  function track<Stream extends ReadStream | AppendStream>(stream: Stream, streams: grpc.Client): Stream {
    open.add(stream);
    stream.on('close', () => open.delete(stream));
    stream.on('error', (error: Error) => {
      open.delete(stream);
      void internals.handleError(streams, error);
    });
    return stream;
  }

  return {
    read: async (request, timeoutMs) => {
      const streams = await ready();
      const { path, requestSerialize } = StreamsService.read;
      const [metadata, options] = internals.callArguments(
        {},
        { deadline: timeoutMs === undefined ? Infinity : Date.now() + timeoutMs },
      );
      const call = streams.makeServerStreamRequest(
        path,
        requestSerialize,
        decodeRead,
        request,
        metadata,
        options,
      );
      return track(call, streams);
    },
    append: async () => {
      const streams = await ready();
      const { path, requestSerialize, responseDeserialize } = StreamsService.batchAppend;
      const [metadata, options] = internals.callArguments({}, { deadline: Infinity });
      return track(
        streams.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, metadata, options),
        streams,
      );
    },
    close: async () => {
      for (const stream of open) stream.cancel();
      await client.dispose();
      (await internals.getChannel()).close();
    },
  };
}
