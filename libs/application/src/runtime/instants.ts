import { instantOf, millisecondsOf, type Clock, type Instant } from '@dws/kernel';

export { instantOf, millisecondsOf };

export function nowOf(clock: Clock): Instant {
  return instantOf(clock.now());
}

export function addSeconds(instant: Instant, seconds: number): Instant {
  return instantOf(millisecondsOf(instant) + seconds * 1000);
}
