import { DOMAINS } from '@dws/kernel';
import { z } from 'zod';

export const instant = z.iso.datetime().describe('RFC 3339, UTC.');
export const json = z.record(z.string(), z.json());
export const domain = z.enum(DOMAINS);
export const limit = z.coerce.number().int().min(1).max(500).default(50);

export const caseItem = z.object({
  caseId: z.string(),
  worker: z.string(),
  domain: z.string(),
  subject: z.string(),
  customer: z.string(),
  signalType: z.string(),
  source: z.string(),
  signalId: z.string(),
  phase: z.enum(['accepted', 'open', 'closed']),
  step: z.string().describe('Where it stands in one word; the outcome once it is closed.'),
  actionKinds: z.array(z.string()),
  openReviews: z.array(z.string()),
  heldBy: z.string().nullable().describe('Control order.'),
  waitsUntil: z.string().nullable(),
  acceptedAt: z.string(),
  updatedAt: z.string(),
  parentCase: z.string().nullable(),
});

export const casePage = z.object({
  cases: z.array(caseItem),
  cursor: z.string().nullable().describe('Pass it to get the next page; null on the last.'),
});

export const reviewItem = z.object({
  reviewId: z.string(),
  caseId: z.string(),
  worker: z.string(),
  domain: z.string(),
  subject: z.string(),
  actionKind: z.string(),
  summary: z.string().describe('In plain words. Empty in HR and security: their packets are read on record.'),
  reviewers: z.array(z.string()),
  openedAt: z.string(),
  dueAt: z.string(),
});

export const doubtItem = z.object({
  caseId: z.string(),
  proposalId: z.string(),
  worker: z.string(),
  domain: z.string(),
  subject: z.string(),
  actionKind: z.string(),
  summary: z.string().describe('In plain words. Empty in HR and security: their cases are read on record.'),
  write: z.enum(['action', 'reversal']).describe('The action itself, or the write that undoes it.'),
  system: z.string(),
  operation: z.string(),
  arguments: z.record(z.string(), z.unknown()).nullable().describe('What was sent; null in HR and security.'),
  digest: z.string(),
  reference: z.string().describe('Idempotency key and reference that the write carried.'),
  effectClass: z.string().describe('`K`, `Q` or `N`.'),
  claimant: z.string(),
  sentAt: z.string(),
  doubtAt: z.string(),
  detail: z.string().describe('Why it is in doubt.'),
  settlers: z.array(z.string()).describe('Roles and people who may settle it.'),
});

export const digest = z.string().regex(/^[0-9a-f]{64}$/);

export const judgement = z.strictObject({
  digest: digest.describe('Digest of the packet that was read.'),
  reasonCode: z.string().max(100).default(''),
  comment: z.string().max(4_000).default(''),
  rating: z.number().int().min(1).max(5).optional(),
});

export const caseGroup = z.object({ count: z.number(), caseIds: z.array(z.string()) });

export const orderAnswer = z.object({
  order: z.string(),
  kind: z.string(),
  grain: z.string(),
  target: z.string(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  resumes: z.string().nullable(),
  stands: z.boolean().describe('Whether it still holds work.'),
  completedAt: z.string().nullable(),
  acknowledged: z.array(z.object({ point: z.string(), at: z.string(), inFlight: z.array(z.string()) })),
  fenced: z.array(z.string()).describe('Points that did not answer: every case in scope was frozen instead.'),
  waitingFor: z.array(z.string()),
  frozen: z.number(),
  cases: z.object({
    affected: caseGroup,
    completed: caseGroup,
    inFlight: caseGroup,
    pending: caseGroup,
  }),
});
