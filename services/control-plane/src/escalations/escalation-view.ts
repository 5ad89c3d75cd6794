import { stepOfEscalation, type EscalationState } from '@dws/escalation';
import { z } from 'zod';

export const escalationItem = z.object({
  escalationId: z.string(),
  path: z.string(),
  fromDomain: z.string(),
  toDomain: z.string(),
  fromWorker: z.string(),
  fromCase: z.string(),
  subject: z.string(),
  owner: z.string().describe('Who answers for it in the receiving domain.'),
  failureOwner: z.string().describe('Who gets it when it is late.'),
  completion: z.string().describe('When it counts as done, in plain words.'),
  raisedAt: z.string(),
  dueAt: z.string(),
  step: z.enum(['raised', 'accepted', 'completed']),
  overdue: z
    .object({ missing: z.string(), at: z.string() })
    .nullable()
    .describe('Its deadline passed before it was accepted or completed.'),
  receptions: z.array(
    z.object({
      caseId: z.string(),
      worker: z.string(),
      acceptedAt: z.string(),
      completedAt: z.string().nullable(),
      outcome: z.string().nullable(),
    }),
  ),
});

/** A hand-over as lists show it. */
export function escalationView(state: EscalationState): z.infer<typeof escalationItem> {
  const { raised, receptions, overdue } = state;
  const { escalationId, path, fromDomain, toDomain, fromWorker, fromCase, subject } = raised;
  const { owner, failureOwner, completion, raisedAt, dueAt } = raised;
  return {
    ...{ escalationId, path, fromDomain, toDomain, fromWorker, fromCase, subject },
    ...{ owner, failureOwner, completion, raisedAt, dueAt },
    step: stepOfEscalation(state),
    overdue: overdue && { missing: overdue.missing, at: overdue.at },
    receptions: receptions.map(({ accepted, completed }) => ({
      caseId: accepted.caseId,
      worker: accepted.worker,
      acceptedAt: accepted.at,
      completedAt: completed?.at ?? null,
      outcome: completed?.outcome ?? null,
    })),
  };
}
