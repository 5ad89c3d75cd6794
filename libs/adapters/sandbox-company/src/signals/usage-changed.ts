import { instantOf, type JsonObject } from '@dws/kernel';
import type { Company } from '../company.ts';
import type { CompanyRecord } from '../record.ts';
import type { Dice } from '../seed/dice.ts';
import { USAGE_METRIC } from '../seed/usage.ts';
import type { Happen, Happening } from './happening.ts';

/** The last 14 days against the 28 before, as the customer experience policy compares them. */
export const WINDOW_DAYS = 14;
export const BASELINE_DAYS = 28;

interface Averages {
  readonly currentDailyAverage: number;
  readonly baselineDailyAverage: number;
}

/** Usage of an account that is at its usual level falls over the last window. */
export const usageDropped: Happen = (company, dice, choice, now) => {
  const usage = usageOf(company, dice, choice.accountId, false);
  if (usage === undefined) return undefined;
  const averages = level(
    company,
    usage,
    100 - (choice.percent ?? dice.pick([15, 25, 35, 42, 45, 55, 70])),
    true,
  );
  return happening(usage.id, averages, { dropPercent: round(100 - shareOf(averages)) }, now);
};

/** Usage of an account that had dropped comes back, to about its baseline. */
export const usageRecovered: Happen = (company, dice, choice, now) => {
  const usage = usageOf(company, dice, choice.accountId, true);
  if (usage === undefined) return undefined;
  const averages = level(company, usage, choice.percent ?? dice.pick([91, 96, 100, 104]), false);
  return happening(usage.id, averages, { recoveredPercent: round(shareOf(averages)) }, now);
};

/** The account's usage where it is named, else one that has, or has not, dropped before. */
function usageOf(
  company: Company,
  dice: Dice,
  accountId: string | undefined,
  dropped: boolean,
): CompanyRecord | undefined {
  const table = company.table('analytics', 'usage');
  if (accountId !== undefined) return table.get(accountId);
  const fitting = [...table.all()].filter((usage) => (usage.fields['dropped'] === true) === dropped);
  return fitting.length === 0 ? undefined : dice.pick(fitting);
}

/** Sets every day of the last window to a share of the baseline's average, and says what the averages are then. */
function level(company: Company, usage: CompanyRecord, percent: number, dropped: boolean): Averages {
  const { daily } = usage.fields;
  const days = Array.isArray(daily) ? daily.map(Number) : [];
  const before = days.slice(-(WINDOW_DAYS + BASELINE_DAYS), -WINDOW_DAYS);
  const baselineDailyAverage = round(average(before));
  const today = Math.max(0, round((baselineDailyAverage * percent) / 100));
  const lastWindow = Array.from({ length: WINDOW_DAYS }, () => today);
  const fields = { ...usage.fields, daily: [...days.slice(0, -WINDOW_DAYS), ...lastWindow], dropped };
  company.put('analytics', 'usage', usage.id, fields);
  return { currentDailyAverage: today, baselineDailyAverage };
}

function happening(accountId: string, averages: Averages, share: JsonObject, now: number): Happening {
  const window = { metric: USAGE_METRIC, windowDays: WINDOW_DAYS, baselineDays: BASELINE_DAYS };
  const data = { accountId, ...window, ...averages, ...share, observedAt: instantOf(now) };
  return { system: 'analytics', subject: accountId, data };
}

function shareOf({ currentDailyAverage, baselineDailyAverage }: Averages): number {
  return baselineDailyAverage === 0 ? 0 : (100 * currentDailyAverage) / baselineDailyAverage;
}

function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Two decimals are plenty for people a day. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
