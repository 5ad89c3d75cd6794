import type { Instant } from './clock.ts';

// The events of a batch share their millisecond, and writing a date is what their times cost.
let lastMilliseconds = 0;
let lastText = '1970-01-01T00:00:00.000Z';

/** @throws RangeError when the milliseconds lie outside the years that RFC 3339 can write (0 to 9999). */
export function instantOf(millisecondsSinceEpoch: number): Instant {
  if (millisecondsSinceEpoch === lastMilliseconds) return lastText;
  const text = new Date(millisecondsSinceEpoch).toISOString();
  if (text.length !== 24) throw new RangeError(`expected a year from 0 to 9999, found ${text}`);
  lastMilliseconds = millisecondsSinceEpoch;
  lastText = text;
  return text;
}

/** @throws RangeError when the text is not an instant in the exact form that `instantOf` writes. */
export function millisecondsOf(instant: Instant): number {
  if (instant === lastText) return lastMilliseconds;
  const milliseconds = Date.parse(instant);
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString() !== instant) {
    throw new RangeError(`expected an instant such as 2026-03-01T09:30:00.000Z, found "${instant}"`);
  }
  return milliseconds;
}

const RFC_3339 = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(?:\.\d{1,30})?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/**
 * An instant as another system wrote it, in any form of RFC 3339, in our one form; null where it is none, its day is in
 * no calendar, or in UTC it lies outside the years 0 to 9999. `Date.parse` alone takes `1`, `March 7` and 30 February.
 */
export function instantIn(text: string): Instant | null {
  const [, day, time] = RFC_3339.exec(text) ?? [];
  const milliseconds = Date.parse(text);
  if (day === undefined || time === undefined || Number.isNaN(milliseconds)) return null;
  const local = `${day}T${time}.000Z`;
  // A day that its month does not have is carried over into the next one.
  if (new Date(Date.parse(local)).toISOString() !== local) return null;
  const utc = new Date(milliseconds).toISOString();
  return utc.length === local.length ? utc : null;
}
