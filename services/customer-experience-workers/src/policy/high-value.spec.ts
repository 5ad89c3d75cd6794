import { describe, expect, it } from 'vitest';
import { formatMoney, HIGH_VALUE, whyHighValue } from './high-value.ts';

describe('an account of high value', () => {
  it.each([
    ['by its tier', { tier: 'enterprise' }, 'tier enterprise'],
    [
      'at the threshold',
      { tier: 'business', yearlyValue: { amountMinor: 10_000_000, currency: 'EUR' } },
      'yearly value 100,000.00 EUR reaches 100,000.00 EUR',
    ],
    [
      'one cent below it',
      { tier: 'business', yearlyValue: { amountMinor: 9_999_999, currency: 'EUR' } },
      null,
    ],
    [
      'in a currency without a threshold',
      { yearlyValue: { amountMinor: 99_999_999, currency: 'JPY' } },
      null,
    ],
    ['with nothing known', {}, null],
    ['with a value that is none', { yearlyValue: 'a lot' }, null],
  ])('%s', (_, account, why) => {
    expect(whyHighValue(account, HIGH_VALUE)).toBe(why);
  });

  it('has its money written the same on every machine', () => {
    expect(formatMoney({ amountMinor: 123_456_789, currency: 'EUR' })).toBe('1,234,567.89 EUR');
    expect(formatMoney({ amountMinor: 5, currency: 'EUR' })).toBe('0.05 EUR');
  });
});
