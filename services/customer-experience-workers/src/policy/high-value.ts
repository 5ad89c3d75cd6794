import type { Money } from '@dws/contracts';
import type { JsonObject, JsonValue } from '@dws/kernel';
import { z } from 'zod';
import policy from './high-value.json' with { type: 'json' };

const schema = z.strictObject({
  /** Tiers whose every account is of high value. */
  tiers: z.array(z.string().min(1)),
  /** By currency: the yearly value, in minor units, from which an account of any tier is. */
  yearlyValueMinorFrom: z.record(z.string().length(3), z.number().int().positive()),
});

export type HighValuePolicy = z.output<typeof schema>;

/** Which customers count as high value: one policy for the whole domain. */
export const HIGH_VALUE: HighValuePolicy = schema.parse(policy);

/** The fact that makes an account one of high value, in words; null when none does. */
export function whyHighValue(account: JsonObject, { tiers, yearlyValueMinorFrom }: HighValuePolicy) {
  const { tier } = account;
  if (typeof tier === 'string' && tiers.includes(tier)) return `tier ${tier}`;
  const value = moneyOf(account['yearlyValue']);
  const from = value && yearlyValueMinorFrom[value.currency];
  if (value === undefined || from === undefined || value.amountMinor < from) return null;
  return `yearly value ${formatMoney(value)} reaches ${formatMoney({ ...value, amountMinor: from })}`;
}

/** An amount as a system wrote it; undefined where it is none. */
export function moneyOf(value: JsonValue | undefined): Money | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { amountMinor, currency } = value as JsonObject;
  if (!Number.isSafeInteger(amountMinor) || typeof currency !== 'string') return undefined;
  return { amountMinor: amountMinor as number, currency };
}

/** Written the same everywhere, whatever the machine's language: 120,000.00 EUR. */
export function formatMoney({ amountMinor, currency }: Money): string {
  const [whole = '', cents] = (amountMinor / 100).toFixed(2).split('.');
  return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}.${cents} ${currency}`;
}
