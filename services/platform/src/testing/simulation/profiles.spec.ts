import { randomOf } from '@dws/simulator';
import { describe, expect, it } from 'vitest';
import { PROFILES, profileOf } from './profiles.ts';
import { Remembered } from './remembered.ts';
import { weighed } from './weighed.ts';

describe('the kinds of worlds', () => {
  it('all come up, and a seed is always of the same', () => {
    const names = Array.from({ length: 300 }, (_, seed) => profileOf(seed).name);
    expect(new Set(names)).toEqual(new Set(PROFILES.map(({ name }) => name)));
    expect(profileOf(7)).toBe(profileOf(7));
  });

  it('draw by weight', () => {
    const random = randomOf(1, 'weights');
    const drawn = Array.from({ length: 1_000 }, () => weighed({ often: 9, rarely: 1, never: 0 }, random));
    const rarely = drawn.filter((name) => name === 'rarely').length;
    expect(rarely).toBeGreaterThan(50);
    expect(rarely).toBeLessThan(200);
    expect(drawn).not.toContain('never');
  });
});

describe('what was asked lately', () => {
  it('is known through one change of generations, and bounded', () => {
    const remembered = new Remembered<number>();
    for (let question = 0; question < 45_000; question++) remembered.set(String(question), question);
    expect(remembered.get('44999')).toBe(44_999);
    expect(remembered.get('25000')).toBe(25_000);
    expect(remembered.get('1')).toBeUndefined();
  });
});
