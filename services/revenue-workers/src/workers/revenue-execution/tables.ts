import { z } from 'zod';
import letters from './tables/letters.json' with { type: 'json' };
import nextSteps from './tables/next-steps.json' with { type: 'json' };
import policy from './tables/policy.json' with { type: 'json' };

const text = z.string().min(1);
const days = z.number().int().positive();

const schema = z.strictObject({
  channel: text,
  /** Who is asked where no owner is recorded. */
  fallbackAssignee: z.email(),
  closedStages: z.array(text),
  /** Contact with anybody at the account within so many days counts as engaged. */
  engagedWithinDays: days,
  accountTaskDueDays: days,
  /** What a usage metric counts, in words for a customer. */
  metricNames: z.record(text, text),
  /** The first that fits in everything it names is taken. */
  steps: z.array(
    z.strictObject({
      signal: text,
      stage: text.optional(),
      outcome: text.optional(),
      engaged: z.boolean().optional(),
      /** Size from which it fits, in minor units of the deal's currency. */
      fromMinor: z.number().int().optional(),
      inactiveFrom: days.optional(),
      step: text,
      dueDays: days,
      priority: z.enum(['low', 'normal', 'high']),
      letter: text.optional(),
      /** The manager should know. */
      risk: z.boolean().optional(),
    }),
  ),
  /** By name, richest first. */
  letters: z.record(text, z.array(z.strictObject({ subject: text, body: text }))),
});

export type RevenueTables = z.output<typeof schema>;
export type NextStep = RevenueTables['steps'][number];

export const tables: RevenueTables = schema.parse({ ...policy, ...nextSteps, letters });
