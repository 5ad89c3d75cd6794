import { boundConnections, boundedServer, SERVER_BOUNDS, type ServerBounds } from '@dws/http-problems';
import fastify, { type FastifyInstance } from 'fastify';
import type { Awaited } from './dependency-watch.ts';
import type { PrometheusMetrics } from './prometheus.ts';

export interface Health {
  /** Whether the service takes work. */
  readonly ready: () => boolean;
  /** What it waits for. */
  readonly awaited: () => readonly Awaited[];
  readonly metrics: PrometheusMetrics;
}

/** `/healthz`: the process lives. `/readyz`: it takes work, or what it waits for. `/metrics`: Prometheus text. */
export function healthServer(
  { ready, awaited, metrics }: Health,
  bounds: ServerBounds = SERVER_BOUNDS,
): FastifyInstance {
  const server = fastify({ ...boundedServer(bounds), forceCloseConnections: true });
  boundConnections(server.server, bounds);
  server.get('/healthz', () => ({ status: 'ok' }));
  server.get('/readyz', (_request, reply) => {
    const waitingFor = awaited();
    const status = waitingFor.length > 0 ? 'waiting' : ready() ? 'ready' : 'starting';
    return reply.code(status === 'ready' ? 200 : 503).send({ status, waitingFor });
  });
  server.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
  return server;
}
