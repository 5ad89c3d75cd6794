import { describe, expect, it } from 'vitest';
import { randomOf } from './random.ts';

const draws = (seed: number, name: string) => {
  const random = randomOf(seed, name);
  return Array.from({ length: 5 }, () => random.below(1_000));
};

describe('a stream of chance', () => {
  it('is the same for the same seed and name, and another for any other', () => {
    expect(draws(7, 'faults')).toEqual(draws(7, 'faults'));
    expect(draws(7, 'faults')).not.toEqual(draws(8, 'faults'));
    expect(draws(7, 'faults')).not.toEqual(draws(7, 'schedule'));
  });

  it('tells seeds apart that differ only beyond 32 bits', () => {
    expect(draws(1, 'faults')).not.toEqual(draws(1 + 2 ** 32, 'faults'));
  });

  it('is even enough: ten thousand draws of ten fill each tenth', () => {
    const random = randomOf(1, 'even');
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 10_000; draw++) counts[random.below(10)]! += 1;
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });
});
