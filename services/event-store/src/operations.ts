import { createServer, type Server } from 'node:http';
import type { EventStore } from '@dws/ports';
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { EventStoreServer } from './app.ts';

/** How long the store may take to say where its log ends before the server counts as not ready. */
const READY_TIMEOUT_MS = 2_000;

export interface Operations {
  readonly failures: Counter<'method' | 'code'>;
  /** Answers /healthz, /readyz and /metrics. */
  listen(port: number, host: string): Promise<Server>;
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

  async function answer(path: string): Promise<{ status: number; type: string; body: string }> {
    const text = 'text/plain';
    switch (path) {
      case '/healthz':
        return { status: 200, type: text, body: 'ok\n' };
      case '/readyz': {
        const ready = server !== undefined && (await answers(store));
        return { status: ready ? 200 : 503, type: text, body: ready ? 'ready\n' : 'not ready\n' };
      }
      case '/metrics':
        return { status: 200, type: registry.contentType, body: await registry.metrics() };
      default:
        return { status: 404, type: text, body: 'expected /healthz, /readyz or /metrics\n' };
    }
  }

  return {
    failures,
    serving: (started) => {
      server = started;
    },
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        const http = createServer((request, response) => {
          void answer(request.url ?? '/').then(({ status, type, body }) => {
            response.writeHead(status, { 'content-type': type }).end(body);
          });
        });
        http.once('error', reject);
        http.listen(port, host, () => resolve(http));
      }),
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
