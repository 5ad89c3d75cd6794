import { instantOf } from '@dws/kernel';
import { DAY_MS, dayOf, startOfDay } from '../calendar.ts';
import type { Dice } from './dice.ts';
import type { SeedRecord } from './seed-record.ts';

/** Days of usage kept for each account: two windows of 28. A worker looks at the last 14 against 28 before. */
export const USAGE_DAYS = 56;

/** The metric that usage signals and records speak of: distinct people who did real work that day. */
export const USAGE_METRIC = 'active-users';

/** Daily usage and logins of each account, oldest day first, up to yesterday. Weekends are quieter. */
export function seedUsage(dice: Dice, now: number, accounts: readonly SeedRecord[]): readonly SeedRecord[] {
  const firstDay = startOfDay(now) - USAGE_DAYS * DAY_MS;
  const span = { firstDay: dayOf(firstDay), lastDay: dayOf(firstDay + (USAGE_DAYS - 1) * DAY_MS) };
  return accounts
    .filter((account) => account.fields['seats'] !== undefined)
    .flatMap((account) => {
      const seats = Number(account.fields['seats']);
      const level = Math.max(2, Math.round((seats * dice.int(45, 80)) / 100));
      const daily: number[] = [];
      for (let day = 0; day < USAGE_DAYS; day += 1) daily.push(usersOn(dice, firstDay + day * DAY_MS, level));
      const logins = daily.map((users) => users * 2 + dice.int(0, 3));
      const common = { accountId: account.id, ...span };
      return [
        {
          system: 'analytics',
          recordType: 'usage',
          id: account.id,
          fields: { ...common, metric: USAGE_METRIC, daily },
        },
        {
          system: 'analytics',
          recordType: 'login',
          id: account.id,
          fields: {
            ...common,
            daily: logins,
            activeSeats: level,
            licensedSeats: seats,
            lastLoginAt: instantOf(now - dice.int(1, 20) * 3_600_000),
          },
        },
      ];
    });
}

function usersOn(dice: Dice, day: number, level: number): number {
  const weekday = new Date(day).getUTCDay();
  const share = weekday === 0 || weekday === 6 ? 60 : 100;
  return Math.max(1, Math.round((level * share * dice.int(92, 108)) / 10_000));
}
