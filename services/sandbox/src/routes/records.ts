import type { JsonObject } from '@dws/kernel';
import { refusal, SYSTEMS, underFaults, type Company } from '@dws/sandbox-company';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { FAULTS, told } from '../description.ts';
import { answered, ID_PARAMS, RECORD_SCHEMA } from '../json-schema.ts';
import { parseBody } from '../parse-body.ts';
import { sendSeen } from '../told-answer.ts';

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 500;

const Limit = z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT);
const Changes = z.record(z.string().min(1), z.json());

type Sleep = (milliseconds: number) => Promise<void>;

/** Reads of every record type, and a person's own edits. */
export function recordRoutes(app: FastifyInstance, company: Company, sleep: Sleep): void {
  for (const { name: system, recordTypes } of SYSTEMS.values()) {
    for (const recordType of recordTypes) {
      oneRecord(app, company, sleep, system, recordType);
      search(app, company, sleep, system, recordType);
      personEdit(app, company, system, recordType);
    }
  }
}

function oneRecord(
  app: FastifyInstance,
  company: Company,
  sleep: Sleep,
  system: string,
  recordType: string,
): void {
  const schema = {
    tags: [system],
    summary: `Read one ${recordType}`,
    params: ID_PARAMS,
    response: { 200: RECORD_SCHEMA },
    ...told('record-unknown', ...FAULTS),
  };
  app.get<{ Params: { id: string } }>(`/${system}/${recordType}/:id`, { schema }, async (request, reply) => {
    const { id } = request.params;
    const seen = await underFaults(company, { system, recordType }, sleep, () => {
      const record = company.table(system, recordType).get(id);
      if (record !== undefined) return record;
      throw refusal('record-unknown', `${system} has no ${recordType} "${id}"`, { recordType, id });
    });
    return sendSeen(reply, seen, (record) => {
      reply.header('etag', `"${record.version}"`);
      return record;
    });
  });
}

function search(
  app: FastifyInstance,
  company: Company,
  sleep: Sleep,
  system: string,
  recordType: string,
): void {
  const schema = {
    tags: [system],
    summary: `Search ${recordType} records by exact field values`,
    querystring: {
      type: 'object',
      properties: { limit: { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT } },
      additionalProperties: { type: 'string' },
    },
    response: {
      200: answered(
        { records: { type: 'array', items: RECORD_SCHEMA } },
        { records: RECORD_SCHEMA.examples },
      ),
    },
    ...told(...FAULTS),
  };
  app.get<{ Querystring: Record<string, string> }>(
    `/${system}/${recordType}`,
    { schema },
    async (request, reply) => {
      const { limit, ...match } = request.query;
      const { limit: bound } = parseBody(z.object({ limit: Limit }), { limit });
      const seen = await underFaults(company, { system, recordType }, sleep, () =>
        company.table(system, recordType).find(match, bound),
      );
      return sendSeen(reply, seen, (records) => ({ records }));
    },
  );
}

function personEdit(app: FastifyInstance, company: Company, system: string, recordType: string): void {
  const schema = {
    tags: [system],
    summary: `A person edits a ${recordType}: a merge of fields, null removes one; If-Match is honoured`,
    params: ID_PARAMS,
    headers: {
      type: 'object',
      properties: { 'If-Match': { type: 'string', description: 'Version that is expected.' } },
    },
    body: { type: 'object', additionalProperties: true, examples: [{ tier: 'business' }] },
    response: { 200: RECORD_SCHEMA },
    ...told('record-unknown', 'record-version-changed'),
  };
  app.patch<{ Params: { id: string } }>(
    `/${system}/${recordType}/:id`,
    { schema },
    async (request, reply) => {
      const changes = parseBody(Changes, request.body) as JsonObject;
      const expected = request.headers['if-match']?.replaceAll('"', '');
      const record = company.edit(system, recordType, request.params.id, changes, expected);
      return reply.header('etag', `"${record.version}"`).send(record);
    },
  );
}
