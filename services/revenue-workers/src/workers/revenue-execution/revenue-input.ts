import type { MissingInput } from '@dws/contracts';
import { instantOf, millisecondsOf, type Instant } from '@dws/kernel';
import type { Context, PlanInput } from '@dws/worker';
import { lackingFor } from './letter.ts';
import type { People } from './people.ts';
import type { RevenueTables } from './tables.ts';

export type RevenueInput = PlanInput<RevenueTables>;

const DAY_MS = 86_400_000;

/** Calendar day so many days later. */
export function dayAfter(now: Instant, days: number): string {
  return instantOf(millisecondsOf(now) + days * DAY_MS).slice(0, 10);
}

/** Days since an instant as a system wrote it; undefined where it wrote none. */
export function daysSince(then: string | undefined, now: Instant): number | undefined {
  if (then === undefined || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(then)) return undefined;
  try {
    return Math.floor((millisecondsOf(now) - millisecondsOf(then)) / DAY_MS);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

export function missingFor(context: Context, people: People): readonly MissingInput[] {
  const lacking = lackingFor(people).map(({ name, text }) => ({
    ...{ name, system: 'crm', reason: 'empty', required: false },
    text: `In the CRM ${text}`,
  }));
  return [...context.missing.filter(({ name }) => name !== 'contacts'), ...lacking];
}
