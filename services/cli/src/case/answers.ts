import { z } from 'zod';
import { escalationItem } from '../escalation/list-command.ts';

/** A case as lists show it. */
export const caseItem = z.looseObject({
  caseId: z.string(),
  worker: z.string(),
  domain: z.string(),
  subject: z.string(),
  signalType: z.string(),
  source: z.string(),
  signalId: z.string(),
  phase: z.string(),
  step: z.string(),
  openReviews: z.array(z.string()),
  acceptedAt: z.string(),
  updatedAt: z.string(),
});

export const casePage = z.looseObject({ cases: z.array(caseItem), cursor: z.string().nullable() });

export const timelineEvent = z.looseObject({
  id: z.string(),
  revision: z.number(),
  type: z.string(),
  at: z.string(),
  by: z.string(),
  data: z.record(z.string(), z.json()),
});

/** A case with everything that happened in it. */
export const caseAnswer = z.looseObject({
  caseId: z.string(),
  timeline: z.array(timelineEvent),
  escalations: z.array(escalationItem).optional(),
});

export type TimelineEvent = z.infer<typeof timelineEvent>;
