import type { LoadedCase } from '@dws/application';
import { DwsError } from '@dws/kernel';
import { z } from 'zod';
import { escalationView } from '../escalations/escalation-view.ts';
import type { Person } from '../people/people.ts';
import { caseTimeline } from './case-schema.ts';
import { caseView } from './case-view.ts';
import { errors, READS_STORE, WRITES_STORE } from './describe.ts';
import type { Desk } from './desk.ts';
import { isReadOnRecord } from './read-on-record.ts';
import { caseId, casePage, domain, limit } from './schemas.ts';
import type { Server } from './server.ts';

export function caseRoutes(server: Server, desk: Desk): void {
  const { ports, projection, identify, people } = desk;
  const querystring = z.object({
    worker: z.string().optional(),
    domain: domain.optional(),
    subject: z.string().optional(),
    phase: z.enum(['accepted', 'open', 'closed']).optional(),
    signal: z.string().optional().describe('CloudEvents id.'),
    limit,
    cursor: z.coerce.number().int().nonnegative().optional(),
  });
  server.get(
    '/cases',
    {
      schema: { tags: ['cases'], summary: 'Cases, newest first.', querystring, response: { 200: casePage } },
    },
    async (request) => {
      await identify(request);
      const { cursor: before, ...query } = request.query;
      const found = projection.cases.list({ ...query, before });
      const last = found.length === query.limit ? found.at(-1) : undefined;
      return { cases: found.map(caseView), cursor: last ? String(last.order) : null };
    },
  );

  const params = z.object({ id: caseId });
  server.get(
    '/cases/:id',
    {
      schema: {
        tags: ['cases'],
        summary: 'A case with its whole timeline.',
        params,
        response: { 200: caseTimeline },
        ...errors('case-unknown', ...READS_STORE, ...WRITES_STORE),
      },
    },
    async (request) => {
      const person = await identify(request);
      const [loaded] = await ports.cases.reload([request.params.id]);
      if (!loaded || loaded.state.phase === 'none')
        throw new DwsError('case-unknown', `there is no case ${request.params.id}`);
      const { domain: of } = loaded.state.signal;
      if (isReadOnRecord(of)) await recordRead(person, loaded);
      return timelineOf(loaded);
    },
  );

  async function recordRead(person: Person, { caseId }: LoadedCase): Promise<void> {
    await people.record(person, { action: 'case.read', target: caseId, allowed: true, reason: '' });
  }

  function timelineOf({ caseId, stream, state, events, revision }: LoadedCase) {
    const entry = projection.cases.byStream(stream);
    const children = projection.cases.childrenOf(caseId);
    const parent = state.phase === 'none' ? undefined : state.signal.parentCase;
    const parentEntry = parent && projection.cases.byStream(ports.names.caseStream(parent));
    return {
      caseId,
      revision,
      ...(entry ? { summary: caseView(entry) } : {}),
      state,
      timeline: events.map(({ event, id, revision: at, metadata }) => ({
        id,
        revision: at,
        type: event.type,
        at: metadata.at,
        by: metadata.by,
        traceparent: metadata.traceparent ?? null,
        data: event.data,
      })),
      escalations: projection.escalations.ofCase(caseId).map(escalationView),
      linked: {
        parent: parentEntry ? caseView(parentEntry) : (parent ?? null),
        children: children.map(caseView),
      },
    };
  }
}
