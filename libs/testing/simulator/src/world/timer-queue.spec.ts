import { describe, expect, it } from 'vitest';
import { TimerQueue } from './timer-queue.ts';

describe('timers', () => {
  it('go off by time, those of one time as they were set, cancelled ones never', () => {
    const queue = new TimerQueue();
    const fired: string[] = [];
    const set = (at: number, name: string) => queue.add(at, () => fired.push(name));
    for (const [at, name] of [
      [30, 'd'],
      [10, 'a'],
      [20, 'b'],
      [20, 'c'],
      [5, 'never'],
      [40, 'e'],
    ] as const) {
      const timer = set(at, name);
      if (name === 'never') timer.cancelled = true;
    }
    for (let timer = queue.take(); timer; timer = queue.take()) timer.fire();
    expect(fired).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
