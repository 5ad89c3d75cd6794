import { z } from 'zod';
import { caseView } from './case-view.ts';
import { errors, READS_STORE } from './describe.ts';
import type { Desk } from './desk.ts';
import { caseItem } from './schemas.ts';
import type { Server } from './server.ts';
import { SignalTracer } from './signal-tracer.ts';

const querystring = z
  .object({
    topic: z.string().optional().describe('With its environment, as Kafka names it.'),
    partition: z.coerce.number().int().nonnegative().optional(),
    offset: z.string().regex(/^\d+$/).optional(),
    source: z.string().optional().describe('CloudEvents source.'),
    id: z.string().optional().describe('CloudEvents id.'),
  })
  .refine(
    ({ topic, partition, offset, source, id }) =>
      topic === undefined
        ? source !== undefined && id !== undefined
        : partition !== undefined && offset !== undefined,
    { message: 'expected topic, partition and offset, or source and id' },
  );

const answer = z.object({
  source: z.string(),
  id: z.string(),
  type: z.string().nullable().describe('Null where only source and id are known.'),
  subject: z.string(),
  message: z
    .object({ topic: z.string(), partition: z.number(), offset: z.string(), publishedAt: z.string() })
    .nullable()
    .describe('Null where the topic no longer holds it, or nobody knows where it was.'),
  workers: z.array(
    z.object({
      worker: z.string(),
      caseId: z.string(),
      exists: z.boolean(),
      case: caseItem.nullable(),
      why: z.string().nullable().describe('Why there is no case.'),
    }),
  ),
});

/** From a signal to the cases that it led to, and why it led to no others. */
export function traceRoutes(server: Server, { ports, projection, identify }: Desk): void {
  const tracer = new SignalTracer(ports, projection.registry);
  server.get(
    '/trace',
    {
      schema: {
        tags: ['cases'],
        summary: 'Which workers took a signal up, and why the others did not.',
        querystring,
        response: { 200: answer },
        ...errors('not-found', 'topic-unknown', 'payload-malformed', 'log-unavailable', ...READS_STORE),
      },
    },
    async (request) => {
      await identify(request);
      const { topic, partition = 0, offset = '0', source = '', id = '' } = request.query;
      const trace =
        topic === undefined
          ? await tracer.byIdentity(source, id)
          : await tracer.byPlace({ topic, partition, offset });
      return {
        ...trace,
        workers: trace.workers.map((traced) => {
          const entry = projection.cases.byStream(ports.names.caseStream(traced.caseId));
          return { ...traced, case: entry ? caseView(entry) : null };
        }),
      };
    },
  );
}
