import { describe, expect, it } from 'vitest';
import { letterIn, sayJsonText, sayValue } from './value.ts';
import { count, list, sayCode, sentence, shorten } from './words.ts';

describe('values', () => {
  it('are read without quotes', () => {
    expect([null, undefined, 'text', 3, true, ['a', 'b']].map((value) => sayValue(value))).toEqual([
      'none',
      'none',
      'text',
      '3',
      'true',
      'a, b',
    ]);
    expect(sayValue({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}');
  });

  it('say money as an amount and an instant to the minute', () => {
    expect(sayValue({ amountMinor: 17_095_700, currency: 'EUR' })).toBe('170,957.00 EUR');
    expect(sayValue('2026-07-28T03:33:20.265Z')).toBe('2026-07-28 03:33 UTC');
    expect(sayValue('2026-07-28')).toBe('2026-07-28');
  });

  it('of a change are unpacked from their JSON text', () => {
    expect(['', '"v17"', '38', 'not json'].map(sayJsonText)).toEqual(['not there', 'v17', '38', 'not json']);
  });

  it('keep markup as the text it is', () => {
    expect(sayValue('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>');
  });
});

describe('a letter', () => {
  it('is found in the arguments of a message', () => {
    const args = { to: ['j@nordwind.example'], subject: 'Hello', body: 'Text', accountId: 'A-1' };
    expect(letterIn(args)).toEqual({
      to: ['j@nordwind.example'],
      subject: 'Hello',
      body: 'Text',
      rest: { accountId: 'A-1' },
    });
    expect(letterIn({ ...args, to: 'j@nordwind.example' })?.to).toEqual(['j@nordwind.example']);
  });

  it.each([
    { subject: 'Hello', body: 'Text' },
    { to: [1], subject: 'a', body: 'b' },
    { to: ['a'], subject: 'a' },
  ])('is not found in %j', (args) => {
    expect(letterIn(args)).toBeNull();
  });
});

describe('words', () => {
  it('come from codes', () => {
    expect(['usage.dropped', 'healthScore', 'in-doubt'].map(sayCode)).toEqual([
      'usage dropped',
      'health score',
      'in doubt',
    ]);
  });

  it('of others become sentences', () => {
    expect(['2 executed', 'in scope', 'Denied!', ' '].map(sentence)).toEqual([
      '2 executed.',
      'In scope.',
      'Denied!',
      '',
    ]);
  });

  it('agree with numbers', () => {
    expect([count(1, 'case'), count(0, 'case')]).toEqual(['1 case', '0 cases']);
    expect([list([]), list(['a']), list(['a', 'b', 'c'])]).toEqual(['nobody', 'a', 'a, b and c']);
    expect([shorten('0123456789'), shorten('abc')]).toEqual(['01234567', 'abc']);
  });
});
