import { instantOf, millisecondsOf, type Instant } from '@dws/kernel';
import { token } from './token.ts';

/** Characters of an instant that name its year, month, day and hour. */
const WIDTHS = [4, 7, 10, 13] as const;
/** Where a range is open, it ends here. */
const FIRST_YEAR = 2000;
const LAST_YEAR = 2099;
const HOUR_MS = 3_600_000;

export function timeTokens(at: Instant): readonly string[] {
  return WIDTHS.map((width) => token('t', at.slice(0, width)));
}

/** As few tokens as cover the hours of a range. Times before 2000 and after 2099 are in no open range. */
export function timeRangeTokens(from: Instant | null, to: Instant | null): readonly string[] {
  const last = millisecondsOf(to ?? `${LAST_YEAR}-12-31T23:59:59.999Z`);
  let at = Math.floor(millisecondsOf(from ?? `${FIRST_YEAR}-01-01T00:00:00.000Z`) / HOUR_MS) * HOUR_MS;
  const tokens: string[] = [];
  while (at <= last) {
    const { width, end } = widestFrom(at, last);
    tokens.push(token('t', instantOf(at).slice(0, width)));
    at = end;
  }
  return tokens;
}

/** The year, month or day that begins at a moment and is over in time; else the hour. */
function widestFrom(at: number, last: number): { readonly width: number; readonly end: number } {
  const date = new Date(at);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  const periods = [
    { width: 4, begin: Date.UTC(year, 0), end: Date.UTC(year + 1, 0) },
    { width: 7, begin: Date.UTC(year, month), end: Date.UTC(year, month + 1) },
    { width: 10, begin: Date.UTC(year, month, day), end: Date.UTC(year, month, day + 1) },
  ];
  const whole = periods.find(({ begin, end }) => begin === at && end - 1 <= last);
  return whole ?? { width: 13, end: at + HOUR_MS };
}
