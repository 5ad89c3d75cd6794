import { z } from 'zod';
import { doubtView } from '../doubts/doubt.ts';
import { errors, READS_STORE, WRITES_STORE } from './describe.ts';
import type { Desk } from './desk.ts';
import { EXAMPLE } from './examples.ts';
import { isReadOnRecord } from './read-on-record.ts';
import { caseId, digest, domain, doubtItem, limit } from './schemas.ts';
import type { Server } from './server.ts';

const MAX_TEXT = 4_000;

const body = z
  .strictObject({
    digest: digest.describe('Digest of the action, as it was shown.'),
    verdict: z.enum(['executed', 'failed']),
    evidence: z
      .string()
      .trim()
      .max(200)
      .default('')
      .describe("For `executed`: the system's own identifier of what was written."),
    note: z.string().trim().max(MAX_TEXT).default('').describe('How you know. For `failed`: required.'),
  })
  .refine(({ verdict, evidence }) => (verdict === 'executed') === (evidence !== ''), {
    path: ['evidence'],
    message: 'expected with `executed`, and only there',
  })
  .refine(({ verdict, note }) => verdict === 'executed' || note !== '', {
    path: ['note'],
    message: 'expected how you know that nothing was done',
  })
  .meta({
    examples: [
      { digest: EXAMPLE.digest, verdict: 'executed', evidence: 'msg-7781' },
      { digest: EXAMPLE.digest, verdict: 'failed', note: 'The outbox holds no such message.' },
    ],
  });

export function doubtRoutes(server: Server, { doubts, identify }: Desk): void {
  server.get(
    '/doubts',
    {
      schema: {
        tags: ['doubts'],
        summary: 'Actions of which nobody knows whether they were performed, longest in doubt first.',
        querystring: z.object({ domain: domain.optional(), limit }),
        response: { 200: z.object({ doubts: z.array(doubtItem), total: z.number() }) },
        ...errors(...READS_STORE),
      },
    },
    async (request) => {
      await identify(request);
      const { domain: of, limit: most } = request.query;
      const found = await doubts.list(most, (one) => of === undefined || one === of);
      return {
        doubts: found.doubts.map((doubt) =>
          doubtView(doubt, doubts.settlers(doubt), isReadOnRecord(doubt.entry.proposal.domain)),
        ),
        total: found.total,
      };
    },
  );

  server.post(
    '/cases/:id/settle',
    {
      schema: {
        tags: ['doubts'],
        summary:
          'Settles an action in doubt as executed or not executed. Of two people at once one wins; the other gets 409.',
        params: z.object({ id: caseId }),
        body,
        response: {
          200: z.object({
            caseId: z.string(),
            digest: z.string(),
            verdict: z.enum(['executed', 'failed']),
            person: z.string(),
            phase: z.string(),
          }),
        },
        ...errors('case-unknown', 'doubt-not-open', 'not-permitted', ...WRITES_STORE),
      },
    },
    async (request) => {
      const person = await identify(request);
      const { id } = request.params;
      const { digest: of, verdict } = request.body;
      const { state } = await doubts.settle(id, person, request.body);
      return { caseId: id, digest: of, verdict, person: person.id, phase: state.phase };
    },
  );
}
