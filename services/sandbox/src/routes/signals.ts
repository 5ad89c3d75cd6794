import { refusal, SIGNAL_TYPES, type SignalSource } from '@dws/sandbox-company';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { told } from '../description.ts';
import { answered, jsonSchema } from '../json-schema.ts';
import { parseBody } from '../parse-body.ts';
import { MAX_RATE, type SignalsFlow } from '../signals/signals-flow.ts';

const Rate = z.strictObject({ ratePerSecond: z.number().min(0).max(MAX_RATE) });

const Happening = z.strictObject({
  type: z.enum(SIGNAL_TYPES),
  accountId: z.string().optional(),
  percent: z.number().min(1).max(200).optional(),
  text: z.string().min(1).max(20_000).optional(),
});

const STATUS = { type: 'object', additionalProperties: true, examples: [{ ratePerSecond: 2 }] };
const FLOW = answered({ publishing: { type: 'boolean' } }, { publishing: true }, true);
const SIGNAL = answered(
  { id: { type: 'string' }, type: { type: 'string' } },
  { id: 'usage-17', type: 'usage.dropped' },
  true,
);

/** What goes on in the company: its pace, and single things to let happen for a demonstration or a test. */
export function signalRoutes(
  app: FastifyInstance,
  source: SignalSource,
  flow: SignalsFlow | undefined,
): void {
  const tags = ['signals'];
  app.get(
    '/signals',
    { schema: { tags, summary: 'How the flow of signals is doing', response: { 200: FLOW } } },
    async () => ({
      publishing: flow !== undefined,
      ...flow?.status(),
    }),
  );
  app.put(
    '/signals/rate',
    {
      schema: {
        tags,
        summary: 'Set the pace; 0 halts',
        body: { ...jsonSchema(Rate), examples: [{ ratePerSecond: 2 }] },
        response: { 200: STATUS },
      },
    },
    async (request) => {
      const { ratePerSecond } = parseBody(Rate, request.body);
      if (flow === undefined)
        throw refusal('argument-invalid', 'there is no gateway to publish to; set GATEWAY_URL');
      flow.setRate(ratePerSecond);
      return flow.status();
    },
  );
  app.post(
    '/signals/emit',
    {
      schema: {
        tags,
        summary: 'Let one thing happen and publish its signal',
        body: {
          ...jsonSchema(Happening),
          examples: [{ type: 'usage.dropped', accountId: 'acc-0001', percent: 45 }],
        },
        response: { 201: SIGNAL },
        ...told('record-unknown', 'queue-full'),
      },
    },
    async (request, reply) => {
      const { type, ...choice } = parseBody(Happening, request.body);
      flow?.assertRoom();
      const signal = source.emit(type, choice);
      if (signal === undefined) {
        throw refusal('record-unknown', `there is nothing that ${type} could happen to`, { type });
      }
      flow?.add(signal);
      return reply.code(201).send(signal);
    },
  );
}
