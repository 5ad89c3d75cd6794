import type { Money } from '@dws/contracts';

const GROUPED = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** `12,340`, `3.5`; a dash where there is no number. */
export function sayNumber(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : GROUPED.format(value);
}

/** Confidence from 0 to 1 as whole percent, rounded down: 99.6 % is not certainty. */
export function sayPercent(share: number): string {
  return `${Math.floor(share * 100 + 1e-9)} %`;
}

/** `12,500.00 EUR`, with as many decimals as the currency has. */
export function sayMoney({ amountMinor, currency }: Money): string {
  const digits = decimalsOf(currency);
  const amount = new Intl.NumberFormat('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${amount.format(amountMinor / 10 ** digits)} ${currency}`;
}

function decimalsOf(currency: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}
