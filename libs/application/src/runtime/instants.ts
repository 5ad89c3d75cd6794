import type { Clock, Instant } from '@dws/kernel';

/** Milliseconds since the epoch as RFC 3339 text. */
export function instantOf(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString();
}

export function millisecondsOf(instant: Instant): number {
  return Date.parse(instant);
}

export function nowOf(clock: Clock): Instant {
  return instantOf(clock.now());
}

export function addSeconds(instant: Instant, seconds: number): Instant {
  return instantOf(millisecondsOf(instant) + seconds * 1000);
}
