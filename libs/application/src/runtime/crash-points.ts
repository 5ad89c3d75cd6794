/**
 * The places where a process may die between two durable steps. A test kills a real process at each of them;
 * one that no test reaches fails the suite.
 */
export const CRASH_POINTS = [
  'gateway:before-publish',
  'gateway:after-publish',
  'worker:before-append',
  'worker:after-append',
  'worker:after-publish',
  'governor:after-reserve',
  'governor:after-append',
  'governor:after-publish',
  'executor:before-claim',
  'executor:after-claim',
  'executor:after-effect',
  'executor:after-outcome',
  'executor:after-publish',
  'executor:after-reversal-claim',
  'executor:after-reversal',
  'executor:after-reversal-outcome',
  'router:after-claim',
  'router:after-raise',
  'router:after-outcome',
  'relay:after-review-append',
  'relay:after-publish',
  'recorder:after-append',
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

/** Told each time a crash point is reached. In production it does nothing and returns at once. */
export type CrashProbe = (point: CrashPoint) => Promise<void> | undefined;

export const noProbe: CrashProbe = () => undefined;
