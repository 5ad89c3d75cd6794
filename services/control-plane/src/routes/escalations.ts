import { stepOfEscalation } from '@dws/escalation';
import { DwsError } from '@dws/kernel';
import { z } from 'zod';
import { escalationItem, escalationView } from '../escalations/escalation-view.ts';
import { errors } from './describe.ts';
import type { Desk } from './desk.ts';
import { EXAMPLE } from './examples.ts';
import { domain, limit } from './schemas.ts';
import type { Server } from './server.ts';

export function escalationRoutes(server: Server, { projection, identify }: Desk): void {
  server.get(
    '/escalations',
    {
      schema: {
        tags: ['escalations'],
        summary: 'Hand-overs between domains and what became of them, newest first.',
        querystring: z.object({
          domain: domain.optional().describe('Sending or receiving.'),
          step: z.enum(['raised', 'accepted', 'completed']).optional(),
          overdue: z.stringbool().optional(),
          limit,
        }),
        response: { 200: z.object({ escalations: z.array(escalationItem), total: z.number() }) },
      },
    },
    async (request) => {
      await identify(request);
      const { domain: of, step, overdue, limit: most } = request.query;
      const found = projection.escalations
        .all()
        .filter(({ raised }) => of === undefined || raised.fromDomain === of || raised.toDomain === of)
        .filter((state) => step === undefined || stepOfEscalation(state) === step)
        .filter((state) => overdue === undefined || (state.overdue !== null) === overdue);
      return { escalations: found.slice(0, most).map(escalationView), total: found.length };
    },
  );

  server.get(
    '/escalations/:id',
    {
      schema: {
        tags: ['escalations'],
        summary: 'One hand-over.',
        params: z.object({ id: z.uuid().meta({ examples: [EXAMPLE.escalationId] }) }),
        response: { 200: escalationItem },
        ...errors('not-found'),
      },
    },
    async (request) => {
      await identify(request);
      const { id } = request.params;
      const state = projection.escalations.get(id);
      if (!state) throw new DwsError('not-found', `there is no escalation ${id}`, { escalationId: id });
      return escalationView(state);
    },
  );
}
