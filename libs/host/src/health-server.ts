import { boundConnections, boundedServer, SERVER_BOUNDS, type ServerBounds } from '@dws/http-problems';
import { descriptionOptions } from '@dws/http-description';
import swagger from '@fastify/swagger';
import fastify, { type FastifyInstance } from 'fastify';
import type { Awaited } from './dependency-watch.ts';
import type { PrometheusMetrics } from './prometheus.ts';

export interface Health {
  /** Whether the service takes work. */
  readonly ready: () => boolean;
  /** What it waits for. */
  readonly awaited: () => readonly Awaited[];
  readonly metrics: Pick<PrometheusMetrics, 'registry'>;
}

const tags = ['health'];

const LIVES = {
  tags,
  summary: 'The process lives.',
  response: {
    200: {
      type: 'object',
      properties: { status: { const: 'ok' } },
      required: ['status'],
      examples: [{ status: 'ok' }],
    },
  },
};

const readiness = (description: string, example: object) => ({
  type: 'object',
  description,
  properties: {
    status: { type: 'string', enum: ['ready', 'starting', 'waiting'] },
    waitingFor: {
      type: 'array',
      items: {
        type: 'object',
        properties: { name: { type: 'string' }, since: { type: 'string' }, reason: { type: 'string' } },
        additionalProperties: true,
      },
    },
  },
  required: ['status', 'waitingFor'],
  additionalProperties: false,
  examples: [example],
});

const READY = {
  tags,
  summary: 'Whether it takes work, or what it waits for.',
  response: {
    200: readiness('It takes work.', { status: 'ready', waitingFor: [] }),
    503: readiness('It does not: it starts, drains, or waits for a server.', {
      status: 'starting',
      waitingFor: [],
    }),
  },
};

const MEASURED = {
  tags,
  summary: 'Metrics, as Prometheus reads them.',
  response: {
    200: {
      description: 'Text exposition format.',
      content: { 'text/plain; version=0.0.4; charset=utf-8': { schema: { type: 'string' } } },
    },
  },
};

const DESCRIBED = {
  tags,
  summary: 'This interface, in OpenAPI 3.1.',
  response: { 200: { type: 'object', additionalProperties: true, examples: [{ openapi: '3.1.0' }] } },
};

/** `/healthz`: the process lives. `/readyz`: it takes work, or what it waits for. `/metrics`: Prometheus text. */
export function healthServer(
  { ready, awaited, metrics }: Health,
  bounds: ServerBounds = SERVER_BOUNDS,
): FastifyInstance {
  const server = fastify({ ...boundedServer(bounds), forceCloseConnections: true });
  boundConnections(server.server, bounds);
  server.setSerializerCompiler(() => (value) => JSON.stringify(value));
  server.register(
    swagger,
    descriptionOptions({
      title: 'Digital Worker Stack: health of a service',
      description:
        'On the health port of every process (DWS_HEALTH_PORT). docs/outages.md says what its answers mean.',
      tags: { health: 'For whoever supervises the process.' },
    }),
  );
  // In a scope of their own, so that the description is there before them.
  server.register((scope, _options, done) => {
    scope.get('/healthz', { schema: LIVES }, () => ({ status: 'ok' }));
    scope.get('/readyz', { schema: READY }, (_request, reply) => {
      const waitingFor = awaited();
      const status = waitingFor.length > 0 ? 'waiting' : ready() ? 'ready' : 'starting';
      return reply.code(status === 'ready' ? 200 : 503).send({ status, waitingFor });
    });
    scope.get('/metrics', { schema: MEASURED }, async (_request, reply) =>
      reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
    );
    scope.get('/openapi.json', { schema: DESCRIBED }, () => server.swagger());
    done();
  });
  return server;
}
