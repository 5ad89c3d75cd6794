import type { VerificationKeys } from '@dws/audit';
import {
  exportTrail,
  isSelected,
  parseQuery,
  queryOf,
  searchTrail,
  verifyTrail,
  type SealedTrailSources,
  type Selection,
  type TrailEntry,
} from '@dws/audit-trail';
import type { SealStore } from '@dws/ports';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { holdsOneOf, type Person } from '../people/people.ts';
import type { TrailSearch } from '../search/trail-search.ts';
import type { Sleep } from '../runtime/sleep.ts';
import type { Desk } from './desk.ts';
import type { Server } from './server.ts';

const AUDITORS = ['auditor', 'operator'];

const selection = z.object({
  worker: z.string().optional(),
  caseId: z.uuid().optional(),
  type: z.string().optional().describe('Event type.'),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  subject: z.string().optional(),
  signalType: z.string().optional(),
  text: z.string().max(200).optional().describe('Anywhere in the data.'),
});

const CONTENT_TYPES = {
  jsonl: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8',
  bundle: 'application/x-ndjson',
} as const;

export interface AuditSources {
  readonly seals: SealStore;
  /** Public keys that may have signed seals, as they are known now. */
  readonly keys: () => Promise<VerificationKeys>;
  /** File of the search index, which may be thrown away; `:memory:` to keep none. Without it trails are read through. */
  readonly indexPath?: string;
}

/** Search, export and verification of audit trails, for auditors. Every use is on record. */
export function auditRoutes(
  server: Server,
  { ports, identify, people }: Desk,
  { seals, keys }: AuditSources,
  search: TrailSearch | null,
  sleep: Sleep,
): void {
  const closing = new AbortController();
  server.addHook('preClose', (done) => {
    closing.abort();
    done();
  });
  const sources = async (): Promise<SealedTrailSources> => ({
    ...ports,
    seals,
    keys: await keys(),
    sleep: (milliseconds) => sleep(milliseconds, closing.signal),
  });

  async function auditor(request: FastifyRequest, action: string, target: string): Promise<Person> {
    const person = await identify(request);
    if (!holdsOneOf(person, AUDITORS))
      return people.deny(person, action, target, `${person.id} is none of ${AUDITORS.join(', ')}`);
    await people.record(person, { action, target, allowed: true, reason: '' });
    return person;
  }

  const page = selection.extend({
    q: z
      .string()
      .max(500)
      .optional()
      .describe('Query, such as `type:review-decided by:erin amount>1000 "free text"`.'),
    limit: z.coerce.number().int().min(1).max(500).default(50),
    after: z.string().optional().describe('`next` of the page before.'),
  });
  server.get(
    '/audit/search',
    { schema: { tags: ['audit'], summary: 'Entries of the audit trails, newest first.', querystring: page } },
    async (request) => {
      await auditor(request, 'audit.search', request.query.worker ?? request.query.caseId ?? 'all');
      const { q, limit, after, ...selected } = request.query;
      const query = parseQuery(q ?? '');
      const chosen: Selection = given(selected);
      if (!search || !needsIndex(chosen, q)) {
        return searchTrail(await sources(), { ...given({ ...chosen, limit, after }), query });
      }
      const { text: _, ...exactly } = chosen;
      const also = (entry: TrailEntry): boolean => isSelected(entry, exactly);
      return search.find([...queryOf(chosen), ...query], { limit, after, also });
    },
  );

  const wanted = selection.extend({ format: z.enum(['jsonl', 'csv', 'bundle']).default('jsonl') });
  server.get(
    '/audit/export',
    {
      schema: {
        tags: ['audit'],
        summary: 'Entries as a stream; a bundle carries seals and public keys for offline verification.',
        querystring: wanted,
      },
    },
    async (request, reply) => {
      const { format, ...chosen } = request.query;
      await auditor(request, 'audit.export', chosen.worker ?? chosen.caseId ?? 'all');
      const text = exportTrail(await sources(), given(chosen), format);
      return reply.type(CONTENT_TYPES[format]).send(Readable.from(text));
    },
  );

  server.get(
    '/audit/verify/:worker',
    {
      schema: {
        tags: ['audit'],
        summary: 'Chain and seals of a worker’s whole trail.',
        params: z.object({ worker: z.string() }),
      },
    },
    async (request) => {
      const { worker } = request.params;
      await auditor(request, 'audit.verify', worker);
      return verifyTrail(await sources(), worker);
    },
  );
}

/** The newest of one worker are at hand in its trail. */
function needsIndex({ worker, type: _, ...others }: Selection, q: string | undefined): boolean {
  return worker === undefined || q !== undefined || Object.keys(others).length > 0;
}

/** Members that were not given are not there. */
function given<T extends object>(query: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
