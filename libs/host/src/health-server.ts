import fastify, { type FastifyInstance } from 'fastify';
import type { PrometheusMetrics } from './prometheus.ts';

export interface Health {
  /** Whether the service takes work. */
  readonly ready: () => boolean;
  readonly metrics: PrometheusMetrics;
}

/** `/healthz`: the process lives. `/readyz`: it takes work. `/metrics`: Prometheus text. */
export function healthServer({ ready, metrics }: Health): FastifyInstance {
  const server = fastify({ forceCloseConnections: true });
  server.get('/healthz', () => ({ status: 'ok' }));
  server.get('/readyz', (_request, reply) => {
    const up = ready();
    return reply.code(up ? 200 : 503).send({ status: up ? 'ready' : 'starting' });
  });
  server.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
  return server;
}
