import type { Company } from '@dws/sandbox-company';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answered, jsonSchema } from '../json-schema.ts';
import { parseBody } from '../parse-body.ts';

const MAX_ROWS = 10_000;

const Filter = z.strictObject({
  system: z.string().optional(),
  operation: z.string().optional(),
  worker: z.string().optional(),
  case: z.string().optional(),
  digest: z.string().optional(),
  reference: z.string().optional(),
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_ROWS).default(1_000),
});

const rows = { type: 'array', items: { type: 'object', additionalProperties: true } };
const PAGE = answered({ total: { type: 'integer' }, rows }, { total: 0, rows: [] });
const COUNTS = { type: 'object', additionalProperties: true, examples: [{}] };
const DUPLICATES = answered({ duplicates: rows }, { duplicates: [] });
const ATTEMPTS = answered(
  { recording: { type: 'boolean' }, counts: COUNTS, latest: rows },
  { recording: false, counts: {}, latest: [] },
);

/** What was done: the oracle that end-to-end tests hold "exactly once" against. */
export function ledgerRoutes(app: FastifyInstance, company: Company): void {
  const schema = (summary: string, answer: object, querystring?: object) => ({
    schema: { tags: ['ledger'], summary, response: { 200: answer }, ...(querystring ? { querystring } : {}) },
  });

  app.get(
    '/ledger',
    schema('Writes performed, in order; filter by any field, page by after', PAGE, jsonSchema(Filter)),
    async (request) => {
      const { case: caseId, ...filter } = parseBody(Filter, request.query);
      return { total: company.ledger.size, rows: company.ledger.rows({ ...filter, caseId }) };
    },
  );
  app.get('/ledger/counts', schema('Writes by operation and by worker', COUNTS), async () =>
    company.ledger.counts(),
  );
  app.get(
    '/ledger/duplicates',
    schema('The same reference or digest performed more than once', DUPLICATES),
    async () => ({
      duplicates: company.ledger.duplicates(),
    }),
  );
  app.get('/ledger/attempts', schema('The latest tries to write, performed or not', ATTEMPTS), async () => ({
    recording: company.attempts.recording,
    counts: company.attempts.counts(),
    latest: company.attempts.latest(),
  }));
}
