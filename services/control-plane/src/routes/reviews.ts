import { nowOf, type LoadedCase } from '@dws/application';
import { findProposal } from '@dws/case';
import { z } from 'zod';
import type { CaseEntry } from '../projection/case-entry.ts';
import { packetOf } from '../reviews/packet.ts';
import { errors, READS_STORE, WRITES_STORE } from './describe.ts';
import type { Desk } from './desk.ts';
import { EXAMPLE } from './examples.ts';
import { packetExample, packetSchema } from './packet-schema.ts';
import { isReadOnRecord } from './read-on-record.ts';
import { domain, json, judgement, limit, reviewItem } from './schemas.ts';
import type { Server } from './server.ts';

const params = z.object({ id: z.uuid().meta({ examples: [EXAMPLE.reviewId] }) });
const decided = z.object({
  reviewId: z.string(),
  caseId: z.string(),
  verdict: z.enum(['approve', 'edit', 'reject']),
  reviewer: z.string(),
  phase: z.string(),
});

export function reviewRoutes(server: Server, { ports, projection, reviews, identify, people }: Desk): void {
  const querystring = z.object({
    reviewer: z.string().optional().describe('Role or person.'),
    domain: domain.optional(),
    limit,
  });
  server.get(
    '/reviews',
    {
      schema: {
        tags: ['reviews'],
        summary: 'Open reviews, the one due first first.',
        querystring,
        response: { 200: z.object({ reviews: z.array(reviewItem), total: z.number() }) },
        ...errors(...READS_STORE),
      },
    },
    async (request) => {
      await identify(request);
      const { reviewer, domain: of, limit: most } = request.query;
      const found = [...projection.cases.underReview()]
        .filter((entry) => of === undefined || entry.domain === of)
        .flatMap(reviewsOf)
        .filter(({ reviewers }) => reviewer === undefined || reviewers.includes(reviewer))
        .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
      const shown = found.slice(0, most);
      const cases = await ports.cases.load(shown.map(({ caseId }) => caseId));
      const open = shown.map(({ proposalId, ...item }, index) => ({
        ...item,
        summary: summaryOf(cases[index], proposalId),
      }));
      return { reviews: open, total: found.length };
    },
  );

  server.get(
    '/reviews/:id',
    {
      schema: {
        tags: ['reviews'],
        summary: 'The packet: everything needed to decide.',
        params,
        response: { 200: packetSchema.meta({ examples: [packetExample] }) },
        ...errors('not-found', ...WRITES_STORE),
      },
    },
    async (request) => {
      const person = await identify(request);
      const found = await reviews.find(request.params.id);
      if (isReadOnRecord(found.entry.proposal.domain))
        await people.record(person, {
          action: 'review.read',
          target: request.params.id,
          allowed: true,
          reason: '',
        });
      return packetOf(found, nowOf(ports.clock));
    },
  );

  const bodies = {
    approve: judgement.meta({ examples: [{ digest: EXAMPLE.digest, rating: 5 }] }),
    reject: judgement.meta({
      examples: [{ digest: EXAMPLE.digest, reasonCode: 'wrong-tone', comment: 'Too stiff.' }],
    }),
    edit: judgement.extend({ editedArguments: json.describe('All arguments as they shall be.') }).meta({
      examples: [{ digest: EXAMPLE.digest, editedArguments: { subject: 'A short question', text: 'Hi …' } }],
    }),
  };
  for (const verdict of ['approve', 'edit', 'reject'] as const) {
    server.post(
      `/reviews/:id/${verdict}`,
      {
        schema: {
          tags: ['reviews'],
          summary: `Decides: ${verdict}. Of two people at once one wins; the other gets 409.`,
          params,
          body: bodies[verdict],
          response: { 200: decided },
          ...errors('not-found', 'review-not-open', 'review-not-permitted', 'review-stale', ...WRITES_STORE),
        },
      },
      async (request) => {
        const person = await identify(request);
        const { id } = request.params;
        const { caseId, state } = await reviews.decide(id, verdict, person, request.body);
        return { reviewId: id, caseId, verdict, reviewer: person.id, phase: state.phase };
      },
    );
  }
}

function reviewsOf(entry: Readonly<CaseEntry>) {
  const { caseId, worker, domain: of, subject } = entry;
  return entry.proposals.flatMap(({ step, review, actionKind, proposalId }) =>
    step === 'under-review' && review
      ? [
          {
            ...review,
            reviewers: [...review.reviewers],
            caseId,
            worker,
            domain: of,
            subject,
            actionKind,
            proposalId,
          },
        ]
      : [],
  );
}

/** What the action is, for whoever chooses what to read first. The index keeps no text, the case does. */
function summaryOf(loaded: LoadedCase | undefined, proposalId: string): string {
  if (!loaded || loaded.state.phase === 'none') return '';
  const proposal = findProposal(loaded.state, proposalId)?.proposal;
  return proposal && !isReadOnRecord(proposal.domain) ? proposal.summary : '';
}
