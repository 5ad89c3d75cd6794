import { z } from 'zod';

/** Every registered worker. */
export const workersAnswer = z.looseObject({
  workers: z.array(
    z.looseObject({
      worker: z.string(),
      domain: z.string(),
      version: z.string(),
      stage: z.string(),
      status: z.string(),
      pausedBy: z.looseObject({ order: z.string(), person: z.string() }).nullable(),
      cases: z.record(z.string(), z.number()),
    }),
  ),
});
