import type { FastifyInstance } from 'fastify';

/** `/healthz`: the process answers. `/readyz`: it takes requests; 503 from the moment it drains. */
export function healthRoutes(app: FastifyInstance, isDraining: () => boolean): void {
  const hidden = { schema: { hide: true } };
  app.get('/healthz', hidden, async () => ({ status: 'ok' }));
  app.get('/readyz', hidden, async (_, reply) =>
    isDraining() ? reply.code(503).send({ status: 'draining' }) : { status: 'ready' },
  );
}
