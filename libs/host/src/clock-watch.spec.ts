import { silentLog } from '@dws/application';
import { beforeEach, expect, it } from 'vitest';
import { ClockWatch } from './clock-watch.ts';

let day: number;
let grown: number;
let jumps: number[];
let told: string[];
let watch: ClockWatch;
beforeEach(() => {
  [day, grown, jumps, told] = [Date.UTC(2026, 2, 1), 5_000, [], []];
  watch = new ClockWatch({
    clock: { now: () => day },
    monotonic: () => grown,
    log: { ...silentLog, error: (fields, message) => void told.push(`${JSON.stringify(fields)} ${message}`) },
    onJump: (jump) => void jumps.push(jump),
  });
});

/** Time passes as it does, and somebody sets the clock by so much. */
function pass(milliseconds: number, set = 0): void {
  grown += milliseconds;
  day += milliseconds + set;
  watch.look();
}

it('says nothing of time that passes, is looked at late, or is slewed', () => {
  pass(1_000);
  pass(60_000);
  pass(1_000, 900);
  expect(jumps).toEqual([]);
});

it.each([
  [3_600_000, 'ahead', 'early'],
  [-30_000, 'back', 'late'],
])('tells a jump of %i ms once', (set, way, effect) => {
  pass(1_000, set);
  pass(1_000);
  expect(jumps).toEqual([set]);
  expect(told).toEqual([
    `{"seconds":${set / 1_000}} the clock jumped ${way}: due times and expiries come ${effect} by so much`,
  ]);
  pass(1_000, -set);
  expect(jumps).toEqual([set, -set]);
});
