import type { ServicePorts } from '@dws/application';
import { DOMAINS, DwsError, isDomain, type Domain } from '@dws/kernel';
import type { FastifyInstance } from 'fastify';
import { DOMAIN_EVENTS, EVENTS } from './description.ts';
import { httpReceived } from '../http-binding.ts';
import { readEvents } from '../read-events.ts';
import { takeEvents, type Taken } from '../take-events.ts';

const CONTENT_TYPES = [
  'application/cloudevents+json',
  'application/cloudevents-batch+json',
  'application/json',
];

/** `POST /v1/events` and `POST /v1/domains/:domain/events`: 202 once every event is durable on its topic. */
export function eventRoutes(
  server: FastifyInstance,
  ports: ServicePorts,
  newTraceparent: () => string,
): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(CONTENT_TYPES, { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });

  const accept = (headers: Parameters<typeof httpReceived>[0], body: unknown, domain: Domain | null) =>
    takeEvents(readEvents(httpReceived(headers, body)), domain, ports, newTraceparent);

  server.post('/v1/events', { schema: EVENTS }, async (request, reply) => {
    const result = await accept(request.headers, request.body, null);
    return answer(reply, result);
  });
  server.post<{ Params: { domain: string } }>(
    '/v1/domains/:domain/events',
    { schema: DOMAIN_EVENTS },
    async (request, reply) => {
      const { domain } = request.params;
      if (!isDomain(domain))
        throw new DwsError('not-found', `expected one of ${DOMAINS.join(', ')}, found "${domain}"`);
      return answer(reply, await accept(request.headers, request.body, domain));
    },
  );
}

function answer(
  reply: { code(status: number): { type(type: string): { send(body: object): unknown } } },
  result: Taken,
): unknown {
  if ('accepted' in result) return reply.code(202).type('application/json').send(result);
  const [first] = result.problems;
  const status = first?.status ?? 400;
  const body = result.problems.length === 1 && first ? first : { ...first, status, errors: result.problems };
  return reply.code(status).type('application/problem+json').send(body);
}
