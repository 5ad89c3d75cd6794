import type { JsonValue } from '@dws/kernel';
import type { ChurnTables } from './tables.ts';

/** Daily averages compared: the recent window against the one before. */
export interface Comparison {
  readonly current: number;
  readonly baseline: number;
  /** Decline against the baseline, 0 to 100, two decimals: the noise of floating point must not cross a threshold. */
  readonly dropPercent: number;
}

/** Undefined where the numbers allow no comparison. */
export function compare(current: number, baseline: number): Comparison | undefined {
  const drop = ((baseline - current) * 100) / baseline;
  if (!(baseline > 0) || !(current >= 0) || !Number.isFinite(drop)) return undefined;
  return { current, baseline, dropPercent: Math.round(Math.max(0, drop) * 100) / 100 };
}

/** The last days of a record against the days before them; undefined where it has fewer. */
export function compareDays(daily: JsonValue | undefined, windows: ChurnTables['windows']) {
  if (!Array.isArray(daily)) return undefined;
  const days = (daily as readonly JsonValue[]).filter((day) => typeof day === 'number');
  const { recentDays, baselineDays } = windows;
  if (days.length < recentDays + baselineDays) return undefined;
  const recent = days.slice(-recentDays);
  const before = days.slice(-(recentDays + baselineDays), -recentDays);
  return compare(average(recent), average(before));
}

function average(days: readonly number[]): number {
  return Math.round((days.reduce((sum, day) => sum + day, 0) / days.length) * 100) / 100;
}
