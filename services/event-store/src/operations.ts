import type { EventStore } from '@dws/ports';
import swagger from '@fastify/swagger';
import fastify, { type FastifyInstance } from 'fastify';
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { EventStoreServer } from './app.ts';
import { DESCRIBED, DESCRIPTION, LIVES, MEASURED, READY } from './operations-routes.ts';

/** How long the store may take to say where its log ends before the server counts as not ready. */
const READY_TIMEOUT_MS = 2_000;

export interface Operations {
  readonly failures: Counter<'method' | 'code'>;
  /** Answers /healthz, /readyz, /metrics and /openapi.json. */
  readonly http: FastifyInstance;
  listen(port: number, host: string): Promise<void>;
  /** The server that takes calls now: ready while there is one. `undefined` when draining begins. */
  serving(server: EventStoreServer | undefined): void;
}

export function createOperations(store: EventStore): Operations {
  let server: EventStoreServer | undefined;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const failures = new Counter({
    name: 'dws_event_store_failed_calls_total',
    help: 'Calls that were answered with an error, by method and gRPC status.',
    labelNames: ['method', 'code'] as const,
    registers: [registry],
  });
  gauge('dws_event_store_appends_waiting', 'Appends queued or under way.', () => server?.load().appends ?? 0);
  gauge(
    'dws_event_store_unfinished_bytes',
    'Bytes of appends that are not answered yet.',
    () => server?.load().unfinishedBytes ?? 0,
  );
  gauge('dws_event_store_subscribers', 'Live subscribers.', () => server?.load().subscribers ?? 0);

  function gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  }

  async function ready(): Promise<boolean> {
    return server !== undefined && (await answers(store));
  }

  const http = fastify({ forceCloseConnections: true });
  http.register(swagger, DESCRIPTION);
  http.register((scope, _options, done) => {
    scope.get('/healthz', { schema: LIVES }, (_request, reply) => reply.type('text/plain').send('ok\n'));
    scope.get('/readyz', { schema: READY }, async (_request, reply) => {
      const takesCalls = await ready();
      return reply
        .code(takesCalls ? 200 : 503)
        .type('text/plain')
        .send(takesCalls ? 'ready\n' : 'not ready\n');
    });
    scope.get('/metrics', { schema: MEASURED }, async (_request, reply) =>
      reply.type(registry.contentType).send(await registry.metrics()),
    );
    scope.get('/openapi.json', { schema: DESCRIBED }, () => http.swagger());
    done();
  });

  return {
    failures,
    serving: (started) => {
      server = started;
    },
    http,
    listen: async (port, host) => {
      await http.listen({ port, host });
    },
  };
}

async function answers(store: EventStore): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), READY_TIMEOUT_MS).unref();
  });
  const there = store.head().then(
    () => true,
    () => false,
  );
  return Promise.race([there, late]);
}
