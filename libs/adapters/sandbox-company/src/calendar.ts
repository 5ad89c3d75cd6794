import { instantOf, type Clock, type Instant } from '@dws/kernel';

export const DAY_MS = 86_400_000;

/** Calendar day in UTC: `2026-03-01`. */
export function dayOf(milliseconds: number): string {
  return instantOf(milliseconds).slice(0, 10);
}

/** Start of the UTC day. */
export function startOfDay(milliseconds: number): number {
  return Math.floor(milliseconds / DAY_MS) * DAY_MS;
}

/** The clock's time as text. Formats once a millisecond, which at full speed is once per hundreds of reads. */
export function instantReader(clock: Clock): () => Instant {
  let at = Number.NaN;
  let text = '';
  return () => {
    const now = clock.now();
    if (now !== at) {
      at = now;
      text = instantOf(now);
    }
    return text;
  };
}
