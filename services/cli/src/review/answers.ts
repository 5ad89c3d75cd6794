import { z } from 'zod';

export const reviewPage = z.looseObject({
  reviews: z.array(
    z.looseObject({
      reviewId: z.string(),
      caseId: z.string(),
      worker: z.string(),
      subject: z.string(),
      actionKind: z.string(),
      reviewers: z.array(z.string()),
      dueAt: z.string(),
    }),
  ),
  total: z.number(),
});

/** Everything that a person needs to decide. */
export const packet = z.looseObject({
  reviewId: z.string(),
  caseId: z.string(),
  worker: z.string(),
  state: z.string(),
  digest: z.string(),
  why: z.json(),
  reviewers: z.array(z.string()),
  dueAt: z.string(),
  confidence: z.number(),
  trigger: z.looseObject({ signalType: z.string(), subject: z.string(), occurredAt: z.string() }),
  action: z.looseObject({
    kind: z.string(),
    summary: z.string(),
    rationale: z.string(),
    arguments: z.record(z.string(), z.json()),
  }),
  facts: z.array(
    z.looseObject({
      system: z.string(),
      record: z.string(),
      field: z.string(),
      value: z.json(),
      ageSeconds: z.number(),
    }),
  ),
  edit: z
    .looseObject({
      by: z.string(),
      before: z.record(z.string(), z.json()),
      after: z.record(z.string(), z.json()),
    })
    .nullish(),
  missing: z.array(z.json()),
  changedSince: z.array(z.json()),
});

export type Packet = z.infer<typeof packet>;

export const decided = z.looseObject({
  reviewId: z.string(),
  caseId: z.string(),
  verdict: z.string(),
  reviewer: z.string(),
  phase: z.string(),
});
