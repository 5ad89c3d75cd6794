import { describe, expect, it } from 'vitest';
import { sayMoney, sayNumber, sayPercent } from './number.ts';

describe('numbers', () => {
  it('are grouped, and a missing one is a dash', () => {
    expect([12340, 3.46, 0, null, undefined].map(sayNumber)).toEqual(['12,340', '3.5', '0', '–', '–']);
  });

  it('never round a confidence up to certainty', () => {
    expect([0, 0.29, 0.82, 0.996, 1].map(sayPercent)).toEqual(['0 %', '29 %', '82 %', '99 %', '100 %']);
  });

  it('say money in the decimals of its currency', () => {
    expect(sayMoney({ amountMinor: 1_250_000, currency: 'EUR' })).toBe('12,500.00 EUR');
    expect(sayMoney({ amountMinor: 1_250, currency: 'JPY' })).toBe('1,250 JPY');
    expect(sayMoney({ amountMinor: 150, currency: 'points' })).toBe('1.50 points');
  });
});
