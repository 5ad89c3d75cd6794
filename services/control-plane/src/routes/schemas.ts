import { DOMAINS, type JsonValue } from '@dws/kernel';
import { z } from 'zod';
import { EXAMPLE } from './examples.ts';

export const caseId = z.uuid().meta({ examples: [EXAMPLE.caseId] });
export const instant = z.iso.datetime().describe('RFC 3339, UTC.');
/** Any members: what came as JSON is JSON. */
export const json = z.record(
  z.string(),
  z.custom<JsonValue>(() => true),
);
export const domain = z.enum(DOMAINS).meta({ examples: [EXAMPLE.domain] });
export const limit = z.coerce.number().int().min(1).max(500).default(50);

export const caseItem = z
  .object({
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
  })
  .meta({
    examples: [
      {
        caseId: EXAMPLE.caseId,
        worker: EXAMPLE.worker,
        domain: EXAMPLE.domain,
        subject: EXAMPLE.subject,
        customer: EXAMPLE.subject,
        signalType: 'usage.dropped',
        source: EXAMPLE.signal.source,
        signalId: EXAMPLE.signal.id,
        phase: 'open',
        step: 'under-review',
        actionKinds: ['message.send'],
        openReviews: [EXAMPLE.reviewId],
        heldBy: null,
        waitsUntil: null,
        acceptedAt: EXAMPLE.at,
        updatedAt: EXAMPLE.at,
        parentCase: null,
      },
    ],
  });

export const casePage = z.object({
  cases: z.array(caseItem),
  cursor: z.string().nullable().describe('Pass it to get the next page; null on the last.'),
});

export const reviewItem = z
  .object({
    reviewId: z.string(),
    caseId: z.string(),
    worker: z.string(),
    domain: z.string(),
    subject: z.string(),
    actionKind: z.string(),
    summary: z
      .string()
      .describe('In plain words. Empty in HR and security: their packets are read on record.'),
    reviewers: z.array(z.string()),
    openedAt: z.string(),
    dueAt: z.string(),
  })
  .meta({
    examples: [
      {
        reviewId: EXAMPLE.reviewId,
        caseId: EXAMPLE.caseId,
        worker: EXAMPLE.worker,
        domain: EXAMPLE.domain,
        subject: EXAMPLE.subject,
        actionKind: 'message.send',
        summary: 'Send a check-in to the champion of acc-0001.',
        reviewers: ['customer-success'],
        openedAt: EXAMPLE.at,
        dueAt: EXAMPLE.later,
      },
    ],
  });

export const doubtItem = z
  .object({
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
    arguments: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('What was sent; null in HR and security.'),
    digest: z.string(),
    reference: z.string().describe('Idempotency key and reference that the write carried.'),
    effectClass: z.string().describe('`K`, `Q` or `N`.'),
    claimant: z.string(),
    sentAt: z.string(),
    doubtAt: z.string(),
    detail: z.string().describe('Why it is in doubt.'),
    settlers: z.array(z.string()).describe('Roles and people who may settle it.'),
  })
  .meta({
    examples: [
      {
        caseId: EXAMPLE.caseId,
        proposalId: EXAMPLE.proposalId,
        worker: EXAMPLE.worker,
        domain: EXAMPLE.domain,
        subject: EXAMPLE.subject,
        actionKind: 'message.send',
        summary: 'Send a check-in to the champion of acc-0001.',
        write: 'action',
        system: 'email',
        operation: 'message.send',
        arguments: { to: 'champion@customer.example', text: 'Hello …' },
        digest: EXAMPLE.digest,
        reference: 'dws-6f1d0a3e-9f86d081',
        effectClass: 'N',
        claimant: 'executor/host-1',
        sentAt: EXAMPLE.at,
        doubtAt: EXAMPLE.at,
        detail: 'the connection broke after sending',
        settlers: ['customer-success', 'operator'],
      },
    ],
  });

export const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ examples: [EXAMPLE.digest] });

export const judgement = z.strictObject({
  digest: digest.describe('Digest of the packet that was read.'),
  reasonCode: z.string().max(100).default(''),
  comment: z.string().max(4_000).default(''),
  rating: z.number().int().min(1).max(5).optional(),
});

export const caseGroup = z.object({ count: z.number(), caseIds: z.array(z.string()) });

export const orderAnswer = z
  .object({
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
    fenced: z
      .array(z.string())
      .describe('Points that did not answer: every case in scope was frozen instead.'),
    waitingFor: z.array(z.string()),
    frozen: z.number(),
    cases: z.object({
      affected: caseGroup,
      completed: caseGroup,
      inFlight: caseGroup,
      pending: caseGroup,
    }),
  })
  .meta({
    examples: [
      {
        order: EXAMPLE.order,
        kind: 'kill',
        grain: 'worker',
        target: EXAMPLE.worker,
        reason: 'It writes to the wrong accounts.',
        by: 'olga',
        at: EXAMPLE.at,
        resumes: null,
        stands: true,
        completedAt: EXAMPLE.at,
        acknowledged: [{ point: 'executor/host-1', at: EXAMPLE.at, inFlight: [] }],
        fenced: [],
        waitingFor: [],
        frozen: 0,
        cases: {
          affected: { count: 1, caseIds: [EXAMPLE.caseId] },
          completed: { count: 0, caseIds: [] },
          inFlight: { count: 0, caseIds: [] },
          pending: { count: 1, caseIds: [EXAMPLE.caseId] },
        },
      },
    ],
  });
