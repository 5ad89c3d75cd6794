import { describe, expect, it } from 'vitest';
import { sayAgo, sayDue, sayDuration } from './time.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');

describe('a length of time', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [1_000, '1 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_600_000, '1 h'],
    [12_000_000, '3 h 20 min'],
    [86_400_000, '1 d'],
    [100_800_000, '1 d 4 h'],
    [-5, '0 ms'],
  ])('%i ms is %s', (milliseconds, said) => {
    expect(sayDuration(milliseconds)).toBe(said);
  });
});

describe('how long ago', () => {
  it.each([
    ['2026-03-01T12:00:00.400Z', 'now'],
    ['2026-03-01T11:59:20.000Z', '40 s ago'],
    ['2026-03-01T12:00:05.000Z', 'in 5 s'],
    ['yesterday', 'at an unknown time'],
  ])('%s is %s', (instant, said) => {
    expect(sayAgo(instant, NOW)).toBe(said);
  });
});

describe('when a review is due', () => {
  it.each([
    ['2026-03-01T11:00:00.000Z', 'overdue by 1 h', 'overdue'],
    ['2026-03-01T12:00:00.000Z', 'overdue by 0 ms', 'overdue'],
    ['2026-03-01T12:59:00.000Z', 'due in 59 min', 'soon'],
    ['2026-03-02T12:00:00.000Z', 'due in 1 d', 'later'],
    ['', 'no due time', 'later'],
  ])('%s is %s', (dueAt, text, urgency) => {
    expect(sayDue(dueAt, NOW)).toEqual({ text, urgency });
  });
});
