import type { FastifyInstance } from 'fastify';
import { answered } from '../json-schema.ts';

const tags = ['health'];
const status = (text: string) => answered({ status: { const: text } }, { status: text });

export const DESCRIBED = {
  tags,
  summary: 'This interface, in OpenAPI 3.1',
  response: { 200: { type: 'object', additionalProperties: true, examples: [{ openapi: '3.1.0' }] } },
};

/** `/healthz`: the process answers. `/readyz`: it takes requests; 503 from the moment it drains. */
export function healthRoutes(app: FastifyInstance, isDraining: () => boolean): void {
  app.get(
    '/healthz',
    { schema: { tags, summary: 'The process answers', response: { 200: status('ok') } } },
    async () => ({ status: 'ok' }),
  );
  app.get(
    '/readyz',
    {
      schema: {
        tags,
        summary: 'Whether it takes requests; not from the moment it drains',
        response: { 200: status('ready'), 503: status('draining') },
      },
    },
    async (_, reply) => (isDraining() ? reply.code(503).send({ status: 'draining' }) : { status: 'ready' }),
  );
}
