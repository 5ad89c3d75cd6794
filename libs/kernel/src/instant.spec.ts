import { expect, it } from 'vitest';
import { instantIn, instantOf, millisecondsOf } from './instant.ts';

it.each([
  [0, '1970-01-01T00:00:00.000Z'],
  [1_772_357_400_123, '2026-03-01T09:30:00.123Z'],
  [-1, '1969-12-31T23:59:59.999Z'],
])('writes and reads %d as %s', (milliseconds, text) => {
  expect(instantOf(milliseconds)).toBe(text);
  expect(millisecondsOf(text)).toBe(milliseconds);
});

it.each([
  '2026-03-01',
  '2026-03-01T09:30:00Z',
  '2026-03-01T10:30:00.000+01:00',
  '2026-02-30T00:00:00.000Z',
  '',
])('refuses %j, which has other spellings and would not sort as text', (text) => {
  expect(() => millisecondsOf(text)).toThrow('expected an instant');
});

it('refuses a year that has no four digits', () => {
  expect(() => instantOf(253_402_300_800_000)).toThrow('expected a year from 0 to 9999');
});

it.each([
  ['2026-03-01T09:30:00Z', '2026-03-01T09:30:00.000Z'],
  ['2026-03-01t10:30:00.1239+01:00', '2026-03-01T09:30:00.123Z'],
  ['2024-02-29T23:59:59-00:00', '2024-02-29T23:59:59.000Z'],
])('takes %s of another system as %s', (text, instant) => {
  expect(instantIn(text)).toBe(instant);
});

it.each([
  '1',
  'March 7',
  '2026-03-01',
  '2026-02-30T00:00:00Z',
  '2023-02-29T00:00:00+01:00',
  '2026-03-01T24:00:00Z',
  '2026-03-01T09:30:00',
  '+010000-01-01T00:00:00Z',
  '+275760-09-13T00:00:00.000Z',
  '9999-12-31T23:59:59-01:00',
  '0000-01-01T00:00:00+01:00',
  '',
])('takes no %j for an instant', (text) => {
  expect(instantIn(text)).toBeNull();
});
