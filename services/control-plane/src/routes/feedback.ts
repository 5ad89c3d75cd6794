import { z } from 'zod';
import { FEEDBACK_KINDS } from '../feedback/feedback-desk.ts';
import { errors, WRITES_STORE } from './describe.ts';
import type { Desk } from './desk.ts';
import { EXAMPLE } from './examples.ts';
import { caseId } from './schemas.ts';
import type { Server } from './server.ts';

const MAX_TEXT = 4_000;

const body = z
  .strictObject({
    kind: z
      .enum(FEEDBACK_KINDS)
      .describe(
        '`correction`: it was wrong. `override`: somebody did otherwise. `reopened`: work on it again.',
      ),
    proposalId: z.uuid().optional().describe('The action it is about; left out for the case as a whole.'),
    comment: z.string().trim().max(MAX_TEXT).default(''),
    detail: z.record(z.string(), z.json()).default({}).describe('What is right instead, member by member.'),
    rating: z.number().int().min(1).max(5).optional(),
  })
  .refine(({ kind, rating }) => (kind === 'rating') === (rating !== undefined), {
    path: ['rating'],
    message: 'expected 1 to 5 with the kind `rating`, and only there',
  })
  .refine(
    ({ kind, comment, detail }) => kind === 'rating' || comment !== '' || Object.keys(detail).length > 0,
    {
      path: ['comment'],
      message: 'expected a comment, or in detail what is right instead',
    },
  )
  .meta({
    examples: [
      { kind: 'correction', comment: 'The account was closed.' },
      { kind: 'rating', proposalId: EXAMPLE.proposalId, rating: 4 },
    ],
  });

export function feedbackRoutes(server: Server, { feedback, identify }: Desk): void {
  server.post(
    '/cases/:id/feedback',
    {
      schema: {
        tags: ['cases'],
        summary: 'Says later what a case did well or wrong. `reopened` lets its worker plan it again.',
        params: z.object({ id: caseId }),
        body,
        response: {
          200: z.object({
            caseId: z.string(),
            kind: z.enum(FEEDBACK_KINDS),
            person: z.string(),
            phase: z.string(),
          }),
        },
        ...errors('case-unknown', 'not-found', 'not-permitted', ...WRITES_STORE),
      },
    },
    async (request) => {
      const person = await identify(request);
      const { id } = request.params;
      const { state } = await feedback.give(id, person, request.body);
      return { caseId: id, kind: request.body.kind, person: person.id, phase: state.phase };
    },
  );
}
