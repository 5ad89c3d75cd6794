import { nowOf, type ServicePorts } from '@dws/application';
import { problemOf, type Problem } from '@dws/http-problems';
import { DOMAINS, DwsError, isDomain, type Domain } from '@dws/kernel';
import type { OutgoingMessage } from '@dws/ports';
import type { FastifyInstance } from 'fastify';
import { admit } from '../admit.ts';
import { httpReceived } from '../http-binding.ts';
import { readEvents } from '../read-events.ts';

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

  const accept = async (
    headers: Parameters<typeof httpReceived>[0],
    body: unknown,
    domain: Domain | null,
  ) => {
    const events = readEvents(httpReceived(headers, body));
    const options = {
      codec: ports.codec,
      names: ports.names,
      domain,
      now: nowOf(ports.clock),
      newTraceparent,
    };
    const messages: OutgoingMessage[] = [];
    const problems: Problem[] = [];
    events.forEach((event, index) => {
      try {
        messages.push(admit(event, options));
      } catch (error) {
        problems.push(problemOf(error, index));
      }
    });
    for (const { code } of problems) ports.metrics.count('dws_signals_total', { outcome: code });
    // All or none: a publisher that must sort out which half was taken would lose the other.
    if (problems.length > 0) return { problems };
    await ports.probe('gateway:before-publish');
    const published = await ports.messages.publish(messages);
    await ports.probe('gateway:after-publish');
    ports.metrics.count('dws_signals_total', { outcome: 'accepted' }, messages.length);
    return {
      accepted: published.map((place, index) => ({
        id: events[index]?.id,
        source: events[index]?.source,
        ...place,
      })),
    };
  };

  server.post('/v1/events', async (request, reply) => {
    const result = await accept(request.headers, request.body, null);
    return answer(reply, result);
  });
  server.post<{ Params: { domain: string } }>('/v1/domains/:domain/events', async (request, reply) => {
    const { domain } = request.params;
    if (!isDomain(domain))
      throw new DwsError('not-found', `expected one of ${DOMAINS.join(', ')}, found "${domain}"`);
    return answer(reply, await accept(request.headers, request.body, domain));
  });
}

type Result = { readonly accepted: readonly object[] } | { readonly problems: readonly Problem[] };

function answer(
  reply: { code(status: number): { type(type: string): { send(body: object): unknown } } },
  result: Result,
): unknown {
  if ('accepted' in result) return reply.code(202).type('application/json').send(result);
  const [first] = result.problems;
  const status = first?.status ?? 400;
  const body = result.problems.length === 1 && first ? first : { ...first, status, errors: result.problems };
  return reply.code(status).type('application/problem+json').send(body);
}
