import grpc from '@grpc/grpc-js';
import { DwsError, type Clock } from '@dws/kernel';
import type { EventStore } from '@dws/ports';
import { createAuthenticator, type KnownIdentity } from './access/authenticator.ts';
import { createAuthorize } from './access/authorize.ts';
import { createAppendQueue } from './append/append-queue.ts';
import { createAppender } from './append/appender.ts';
import { createDeleter } from './append/deleter.ts';
import { createUnfinishedRoom, MAX_UNFINISHED_BYTES } from './append/unfinished-room.ts';
import { createLiveFeed } from './feed/live-feed.ts';
import { APPEND_LIMITS } from './grpc/append/append-limits.ts';
import { gossipRead } from './grpc/gossip.ts';
import { addRefusedServices } from './grpc/refused-services.ts';
import type { RpcError } from './grpc/rpc-error.ts';
import { getSupportedMethods } from './grpc/server-features.ts';
import { streamsImplementation } from './grpc/streams-service.ts';
import { GossipService, ServerFeaturesService, StreamsService } from './grpc/stubs.ts';
import { nameStore } from './streams/name-store.ts';
import { createStreamGates } from './streams/stream-gates.ts';
import { StreamStates } from './streams/stream-states.ts';

export interface EventStoreServerOptions {
  /** Closed by whoever opened it, after `drain`. */
  readonly store: EventStore;
  readonly clock: Clock;
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** What clients are told in gossip. Default: `host`. */
  readonly advertisedHost?: string;
  /** Data, metadata and types of one append, and of one event in it. Default 1 MiB and 16 MiB, as in EventStoreDB. */
  readonly maxAppendBytes?: number;
  readonly maxEventBytes?: number;
  /** Of all appends together that were sent and not answered yet. */
  readonly maxUnfinishedBytes?: number;
  /** Who may do what. Without any, everybody may do everything, and `host` must be a loopback address. */
  readonly identities?: readonly KnownIdentity[];
  /** PEM. Needed with identities: clients send no credentials in the clear. */
  readonly tls?: { readonly certificate: Buffer; readonly key: Buffer };
  readonly onFailure?: (method: string, cause: unknown, answer: RpcError) => void;
}

export interface EventStoreServer {
  /** Where it listens. */
  readonly port: number;
  readonly connectionString: string;
  /** Appends that are queued or under way, subscribers, and bytes of appends that are not answered yet. */
  load(): { readonly appends: number; readonly subscribers: number; readonly unfinishedBytes: number };
  /** Takes no new calls, ends subscriptions, finishes appends; cuts what is left after `timeoutMs`. */
  drain(timeoutMs?: number): Promise<void>;
}

/** A request larger than this is refused before it is read. A batch of a client holds 3 MiB. */
const MAX_MESSAGE_BYTES = 16 * 1_048_576;
/** Calls open at once on one connection; a client opens one for each subscription. */
const MAX_CALLS_PER_CONNECTION = 10_000;
/** A client that is silent for so long is asked, and given up when it does not answer: its subscriptions go with it. */
const ASK_AFTER_MS = 30_000;
const GIVE_UP_AFTER_MS = 20_000;
const DRAIN_TIMEOUT_MS = 10_000;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

/**
 * Serves EventStoreDB's gRPC protocol in front of a store and listens.
 * @throws DwsError `config-invalid` for settings that would let strangers in, or an address that is taken.
 */
export async function startEventStoreServer(options: EventStoreServerOptions): Promise<EventStoreServer> {
  const { store, clock, host, identities = [], tls } = options;
  assertSafe(options);
  const queue = createAppendQueue(store);
  await nameStore(store, clock);
  const states = await StreamStates.load(store);
  const gates = createStreamGates();
  const appender = createAppender(store, queue, states, gates);
  const feed = createLiveFeed(store);
  const room = createUnfinishedRoom(options.maxUnfinishedBytes ?? MAX_UNFINISHED_BYTES);
  const server = new grpc.Server({
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_concurrent_streams': MAX_CALLS_PER_CONNECTION,
    'grpc.keepalive_time_ms': ASK_AFTER_MS,
    'grpc.keepalive_timeout_ms': GIVE_UP_AFTER_MS,
  });
  const draining = new AbortController();
  let port = options.port;

  server.addService(
    StreamsService,
    streamsImplementation({
      store,
      feed,
      states,
      authorize: createAuthorize(states),
      appender,
      deleter: createDeleter({ store, queue, states, gates, append: appender }),
      authenticate: createAuthenticator(identities),
      limits: {
        maxAppendBytes: options.maxAppendBytes ?? APPEND_LIMITS.maxAppendBytes,
        maxEventBytes: options.maxEventBytes ?? APPEND_LIMITS.maxEventBytes,
      },
      room,
      clock,
      draining: draining.signal,
      onFailure: options.onFailure ?? (() => {}),
    }),
  );
  const address = () => ({ host: options.advertisedHost ?? host, port });
  server.addService(GossipService, { read: gossipRead(clock, address) });
  server.addService(ServerFeaturesService, { getSupportedMethods });
  addRefusedServices(server);

  port = await listen(server, `${host}:${port}`, tls);
  return {
    port,
    connectionString: `esdb://${address().host}:${port}?tls=${tls !== undefined}`,
    load: () => ({
      appends: queue.size(),
      subscribers: feed.listeners(),
      unfinishedBytes: room.held(),
    }),
    drain: async (timeoutMs = DRAIN_TIMEOUT_MS) => {
      feed.close();
      draining.abort();
      await new Promise<void>((resolve) => {
        const cut = setTimeout(() => {
          server.forceShutdown();
          resolve();
        }, timeoutMs);
        server.tryShutdown(() => {
          clearTimeout(cut);
          resolve();
        });
      });
    },
  };
}

function assertSafe({ host, identities = [], tls }: EventStoreServerOptions): void {
  if (identities.length === 0 && !LOOPBACK.has(host)) {
    throw new DwsError('config-invalid', `Without identities the host must be loopback, found ${host}.`);
  }
  if (identities.length > 0 && !tls) {
    throw new DwsError('config-invalid', 'Identities need TLS: clients send no credentials in the clear.');
  }
}

function listen(server: grpc.Server, address: string, tls: EventStoreServerOptions['tls']): Promise<number> {
  const credentials = tls
    ? grpc.ServerCredentials.createSsl(null, [{ cert_chain: tls.certificate, private_key: tls.key }])
    : grpc.ServerCredentials.createInsecure();
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, port) => {
      if (error) reject(new DwsError('config-invalid', `Cannot listen on ${address}: ${error.message}`));
      else resolve(port);
    });
  });
}
