import type { Clock } from '@dws/kernel';
import { FAULT_KINDS, refusal, SYSTEMS, type Company } from '@dws/sandbox-company';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answered, jsonSchema, ID_PARAMS } from '../json-schema.ts';
import { parseBody } from '../parse-body.ts';

const MAX_LATENCY_MS = 600_000;

const Order = z
  .strictObject({
    system: z.enum([...SYSTEMS.keys()]),
    operation: z.string().optional(),
    recordType: z.string().optional(),
    kind: z.enum(FAULT_KINDS),
    times: z.number().int().min(1).optional(),
    until: z.iso.datetime().optional(),
    ms: z.number().min(0).max(MAX_LATENCY_MS).optional(),
  })
  .refine(({ kind, ms }) => kind !== 'latency' || ms !== undefined, {
    path: ['ms'],
    message: 'expected how many milliseconds a latency takes',
  });

const FAULT = answered(
  { id: { type: 'string' }, system: { type: 'string' }, kind: { type: 'string' } },
  { id: 'fault-1', system: 'crm', kind: 'down' },
  true,
);
const FAULTS = answered({ faults: { type: 'array', items: FAULT } }, { faults: [] });
const WITHDRAWN = answered({ withdrawn: { type: 'integer' } }, { withdrawn: 1 });

/** Tells the systems what to do wrong. */
export function faultRoutes(app: FastifyInstance, company: Company, clock: Clock): void {
  const tags = ['faults'];
  app.post(
    '/faults',
    {
      schema: {
        tags,
        summary: 'Tell a fault',
        body: { ...jsonSchema(Order), examples: [{ system: 'crm', kind: 'down', times: 3 }] },
        response: { 201: FAULT },
      },
    },
    async (request, reply) => {
      const { until, ...order } = parseBody(Order, request.body);
      const end = until === undefined ? undefined : Date.parse(until);
      if (end !== undefined && end <= clock.now()) {
        throw refusal('argument-invalid', 'until: expected a moment to come', { field: 'until' });
      }
      return reply.code(201).send(company.faults.tell({ ...order, until: end }));
    },
  );
  app.get(
    '/faults',
    { schema: { tags, summary: 'Faults told now', response: { 200: FAULTS } } },
    async () => ({
      faults: company.faults.list(),
    }),
  );
  app.delete(
    '/faults',
    { schema: { tags, summary: 'Withdraw all faults', response: { 200: WITHDRAWN } } },
    async () => ({
      withdrawn: company.faults.withdraw(),
    }),
  );
  app.delete<{ Params: { id: string } }>(
    '/faults/:id',
    { schema: { tags, summary: 'Withdraw one fault', params: ID_PARAMS, response: { 200: WITHDRAWN } } },
    async (request) => ({ withdrawn: company.faults.withdraw(request.params.id) }),
  );
}
