import type { JsonObject } from '@dws/kernel';
import type { WriteReceipt } from '@dws/ports';
import { refusal, SYSTEMS, underFaults, type Company, type Operation } from '@dws/sandbox-company';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { FAULTS, told } from '../description.ts';
import { jsonSchema, RECEIPT_SCHEMA, WORKER_HEADERS_SCHEMA } from '../json-schema.ts';
import { OPERATION_EXAMPLES } from '../operation-examples.ts';
import { sendSeen } from '../told-answer.ts';
import { fromHeaders } from '../worker-headers.ts';

type Sleep = (milliseconds: number) => Promise<void>;

/** Writes of every operation; for class Q also what became of a reference. */
export function operationRoutes(app: FastifyInstance, company: Company, sleep: Sleep): void {
  for (const { name: system, operations } of SYSTEMS.values()) {
    for (const operation of operations.values()) {
      write(app, company, sleep, system, operation);
      if (operation.effectClass === 'Q') byReference(app, company, sleep, system, operation);
    }
  }
}

function write(
  app: FastifyInstance,
  company: Company,
  sleep: Sleep,
  system: string,
  operation: Operation,
): void {
  const { name, effectClass, reversal } = operation;
  const schema = {
    tags: [system],
    summary: `${operation.summary} Class ${effectClass}.`,
    headers: WORKER_HEADERS_SCHEMA,
    body: { ...jsonSchema(operation.argumentsSchema), ...exampleOf(system, name) },
    response: { 200: RECEIPT_SCHEMA },
    ...told(
      ...(effectClass === 'K' ? (['key-missing', 'key-reused'] as const) : (['reference-used'] as const)),
      'record-unknown',
      'record-version-changed',
      'ledger-full',
      ...FAULTS,
    ),
    ...(reversal ? { 'x-reversible-with': reversal } : {}),
  };
  app.post(`/${system}/operations/${name}`, { schema }, async (request, reply) => {
    const args = objectOf(request.body);
    const who = fromHeaders(request.headers, effectClass);
    const seen = await underFaults(company, { system, operation: name }, sleep, () =>
      company.perform({ system, operation: name, arguments: args, ...who }),
    );
    return sendSeen(reply, seen, (receipt) => receiptBody(reply, receipt));
  });
}

function byReference(
  app: FastifyInstance,
  company: Company,
  sleep: Sleep,
  system: string,
  { name }: Operation,
): void {
  const schema = {
    tags: [system],
    summary: `What became of a reference of ${name}; 404 when nothing did`,
    params: {
      type: 'object',
      required: ['reference'],
      properties: { reference: { type: 'string', examples: ['dws-6f1d0a3e-9f86d081'] } },
    },
    response: { 200: RECEIPT_SCHEMA },
    ...told('record-unknown', ...FAULTS),
  };
  app.get<{ Params: { reference: string } }>(
    `/${system}/operations/${name}/by-reference/:reference`,
    { schema },
    async (request, reply) => {
      const { reference } = request.params;
      const seen = await underFaults(company, { system, recordType: name }, sleep, () => {
        const receipt = company.query(system, name, reference);
        if (receipt !== null) return receipt;
        throw refusal('record-unknown', `${system} knows nothing of "${reference}"`, { reference });
      });
      return sendSeen(reply, seen, (receipt) => receiptBody(reply, receipt));
    },
  );
}

function exampleOf(system: string, operation: string): object {
  const example = OPERATION_EXAMPLES[`${system}/${operation}`];
  return example ? { examples: [example] } : {};
}

function receiptBody(reply: FastifyReply, { replayed, ...receipt }: WriteReceipt): unknown {
  if (replayed) reply.header('idempotency-replayed', 'true');
  return receipt;
}

function objectOf(body: unknown): JsonObject {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as JsonObject;
  throw refusal('argument-invalid', 'expected the arguments as a JSON object', { field: '(body)' });
}
