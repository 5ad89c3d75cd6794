import type { VerificationKeys } from '@dws/audit';
import {
  exportTrail,
  isSelected,
  queryOf,
  replayWorker,
  searchTrail,
  verifyTrail,
  type SealedTrailSources,
  type Selection,
  type TrailEntry,
  type WorkerState,
} from '@dws/audit-trail';
import { DwsError, formatPosition, type Position } from '@dws/kernel';
import type { SealStore } from '@dws/ports';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { holdsOneOf, type Person } from '../people/people.ts';
import type { TrailSearch } from '../search/trail-search.ts';
import type { Sleep } from '../runtime/sleep.ts';
import { streamed } from './at-least.ts';
import { trailPage, trailVerdict } from './audit-schemas.ts';
import { errors, WRITES_STORE } from './describe.ts';
import type { Desk } from './desk.ts';
import { EXAMPLE } from './examples.ts';
import type { Server } from './server.ts';

const AUDITORS = ['auditor', 'operator'];
/** Of every route here: it reads trails and seals, and is on record itself. */
const REFUSALS = ['not-permitted', 'seal-store-unavailable', ...WRITES_STORE] as const;

const selection = z.object({
  worker: z.string().optional(),
  caseId: z.uuid().optional(),
  type: z.string().optional().describe('Event type.'),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  subject: z.string().optional(),
  signalType: z.string().optional(),
  text: z.string().max(200).optional().describe('Words anywhere in the entry.'),
  q: z
    .string()
    .max(500)
    .optional()
    .describe('Query, such as `type:review-decided by:erin amount>1000 "free text"`.'),
});

const CONTENT_TYPES = {
  jsonl: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8',
  bundle: 'application/x-ndjson',
} as const;

/** What `rebuild` of the trail gives; docs/audit-format.md says what its members mean. */
const replayed = z.looseObject({ worker: z.string() });

const EXPORT_TYPES = ['application/x-ndjson', 'text/csv; charset=utf-8'];

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
    limit: z.coerce.number().int().min(1).max(500).default(50),
    after: z.string().optional().describe('`next` of the page before.'),
  });
  server.get(
    '/audit/search',
    {
      schema: {
        tags: ['audit'],
        summary: 'Entries of the audit trails, newest first.',
        querystring: page,
        response: { 200: trailPage },
        ...errors('case-unknown', ...REFUSALS),
      },
    },
    async (request) => {
      await auditor(request, 'audit.search', request.query.worker ?? request.query.caseId ?? 'all');
      const { limit, after, ...selected } = request.query;
      const chosen: Selection = given(selected);
      if (!search || !needsIndex(chosen)) {
        return searchTrail(await sources(), given({ ...chosen, limit, after }));
      }
      const { text: _, ...exactly } = chosen;
      const also = (entry: TrailEntry): boolean => isSelected(entry, exactly);
      return search.find(queryOf(chosen), { limit, after, also });
    },
  );

  const wanted = selection.extend({
    format: z.enum(['jsonl', 'csv', 'bundle']).default('jsonl'),
    proofs: z
      .stringbool()
      .default(false)
      .describe('Of a bundle: also the entries up to the next seal, so that seals prove the selected ones.'),
  });
  server.get(
    '/audit/export',
    {
      schema: {
        tags: ['audit'],
        summary: 'Entries as a stream; a bundle carries seals and public keys for offline verification.',
        querystring: wanted,
        response: {
          200: {
            description: 'Lines of docs/audit-format.md, or rows.',
            content: Object.fromEntries(EXPORT_TYPES.map((type) => [type, { schema: streamed }])),
          },
        },
        ...errors('case-unknown', ...REFUSALS),
      },
    },
    async (request, reply) => {
      const { format, proofs, ...chosen } = request.query;
      await auditor(request, 'audit.export', chosen.worker ?? chosen.caseId ?? 'all');
      const text = exportTrail(await sources(), given(chosen), format, { proofs });
      return reply.type(CONTENT_TYPES[format]).send(Readable.from(text));
    },
  );

  server.get(
    '/audit/replay/:worker',
    {
      schema: {
        tags: ['audit'],
        summary: 'A worker as it was at a position of the log, by its trail.',
        params: z.object({ worker: z.string().meta({ examples: [EXAMPLE.worker] }) }),
        querystring: z.object({ at: z.string().optional().describe('`commit/prepare`. Default: now.') }),
        response: { 200: replayed },
        ...errors('audit-broken', 'not-found', ...REFUSALS),
      },
    },
    async (request) => {
      const { worker } = request.params;
      const at = request.query.at === undefined ? null : positionIn(request.query.at);
      await auditor(request, 'audit.replay', worker);
      return { worker, ...past(await replayWorker(await sources(), worker, at)) };
    },
  );

  server.get(
    '/audit/verify/:worker',
    {
      schema: {
        tags: ['audit'],
        summary: 'Chain and seals of a worker’s whole trail.',
        params: z.object({ worker: z.string().meta({ examples: [EXAMPLE.worker] }) }),
        response: { 200: trailVerdict },
        ...errors(...REFUSALS),
      },
    },
    async (request) => {
      const { worker } = request.params;
      await auditor(request, 'audit.verify', worker);
      return verifyTrail(await sources(), worker);
    },
  );
}

/** Open cases that an answer lists; it counts them all. */
const LISTED_CASES = 500;

function past(state: WorkerState) {
  const { position, counts, trust, cases, orders, memory, ...rest } = state;
  return {
    ...rest,
    position: position ? formatPosition(position) : null,
    counts: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    trust: Object.fromEntries([...trust].sort(([a], [b]) => (a < b ? -1 : 1))),
    cases: {
      closed: cases.closed,
      open: cases.open.size,
      listed: [...cases.open.values()].slice(0, LISTED_CASES),
    },
    orders: [...orders.values()],
    memory: { ...memory, corrections: Object.fromEntries(memory.corrections) },
  };
}

function positionIn(text: string): Position {
  const found = /^(\d{1,19})(?:\/(\d{1,19}))?$/.exec(text);
  if (found?.[1]) return { commit: BigInt(found[1]), prepare: BigInt(found[2] ?? found[1]) };
  throw new DwsError('argument-invalid', `Expected a position such as 1021/1021, found "${text}".`, {
    argument: 'at',
  });
}

/** The newest of one worker are at hand in its trail. */
function needsIndex({ worker, type: _, ...others }: Selection): boolean {
  return worker === undefined || Object.keys(others).length > 0;
}

/** Members that were not given are not there. */
function given<T extends object>(query: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
