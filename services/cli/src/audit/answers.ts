import { z } from 'zod';

/** One entry of a trail, as the control plane shows it. */
export const trailEntry = z.looseObject({
  stream: z.string(),
  seq: z.number(),
  type: z.string(),
  at: z.string(),
  by: z.string(),
  caseId: z.string(),
  data: z.string(),
});

export const trailPage = z.looseObject({ entries: z.array(trailEntry), next: z.string().nullable() });

export type TrailEntry = z.infer<typeof trailEntry>;

const finding = z.looseObject({ problem: z.string(), at: z.number(), detail: z.string() });

/** What the control plane found when it verified a worker's trail in the store. */
export const trailVerdict = z.looseObject({
  stream: z.string(),
  ok: z.boolean(),
  findings: z.array(finding),
});
