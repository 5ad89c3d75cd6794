import { z } from 'zod';
import { HIGH_VALUE, type HighValuePolicy } from '../../policy/high-value.ts';
import checkIn from './tables/check-in.json' with { type: 'json' };
import health from './tables/health.json' with { type: 'json' };
import policy from './tables/policy.json' with { type: 'json' };

export const HEALTH_FACTS = [
  'usageDropPercent',
  'loginDropPercent',
  'surveyPercent',
  'openTickets',
  'overdueInvoices',
  'daysToRenewal',
] as const;

const fact = z.enum(HEALTH_FACTS);
const percent = z.number().min(0).max(100);
const text = z.string().min(1);

const schema = z.strictObject({
  windows: z.strictObject({
    recentDays: z.number().int().positive(),
    baselineDays: z.number().int().positive(),
  }),
  start: percent,
  /** Of each fact the first band that holds takes its points; `over` and `under` are strict. */
  deductions: z.array(
    z.strictObject({
      fact,
      says: text,
      bands: z.array(
        z.strictObject({ over: z.number().optional(), under: z.number().optional(), points: percent }),
      ),
    }),
  ),
  levels: z.strictObject({ atRiskBelow: percent, watchBelow: percent }),
  settledTickets: z.array(text),
  unpaidInvoices: z.array(text),
  confidence: z.strictObject({
    allSources: z.number().min(0).max(1),
    lessPerMissingSource: z.number().min(0).max(1),
  }),
  /** A usage drop strictly over this on a high-value account goes to Revenue. */
  handOverOverPercent: percent,
  /** Usage drops from which a decline counts as deeper than before. */
  depthsPercent: z.array(percent),
  episode: z.strictObject({ endsOverPercentOfBaseline: percent, endsAfterDays: z.number().int().positive() }),
  channel: text,
  /** Who is asked where no customer success manager is recorded. */
  fallbackAssignee: z.email(),
  taskDueDays: z.number().int().positive(),
  interventions: z.record(fact, text),
  /** Letters by the main reason, richest first. */
  checkIn: z.record(text, z.array(z.strictObject({ subject: text, body: text }))),
});

export type ChurnTables = z.output<typeof schema> & { readonly highValue: HighValuePolicy };

export const tables: ChurnTables = {
  ...schema.parse({ ...health, ...policy, checkIn }),
  highValue: HIGH_VALUE,
};
