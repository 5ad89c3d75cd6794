/** The form alone, also for JSON Schema; whether the day exists is looked at below. */
export const INSTANT_PATTERN =
  '^\\d{4}-(?:0[1-9]|1[0-2])-[0-3]\\dT(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z$';
const INSTANT = new RegExp(INSTANT_PATTERN);
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Whether `text` is an RFC 3339 instant in UTC with milliseconds, as `instantOf` of the kernel writes it, that
 * exists in the calendar. One form only, because instants are compared and sorted as text.
 */
export function isInstant(text: string): boolean {
  if (!INSTANT.test(text)) return false;
  const day = Number(text.slice(8, 10));
  // Every month has these, so most instants are done here.
  if (day <= 28) return day >= 1;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const leapDay = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  return day <= (DAYS[month - 1] ?? 0) + leapDay;
}
