import { describe, expect, it } from 'vitest';
import { Faults } from './faults.ts';
import { randomOf } from './random.ts';
import { CLEAR, weatherOf, type Trouble } from './weather.ts';

const stormy = (troubles: readonly Trouble[], only: ReadonlySet<number> | null = null): Faults => {
  const climate = { ...CLEAR, unsettled: 0, troubled: 1, troubles: [troubles] };
  const faults = new Faults(randomOf(1, 'faults'), weatherOf(randomOf(1, 'weather'), climate), only);
  faults.begin();
  return faults;
};
const BROKEN = [{ service: 'executor', port: 'crm', rates: { 'lost-answer': 1 } }] as const;

describe('the faults of a world', () => {
  it('befall the connection that is in trouble, and no other', () => {
    const faults = stormy(BROKEN);
    expect(faults.ofCall(['lost-answer'], 'crm', 'executor-2.1', 'write')).toBe('lost-answer');
    expect(faults.ofCall(['lost-answer'], 'crm', 'governor-1.1', 'read')).toBeNull();
    expect(faults.ofCall(['lost-answer'], 'chat', 'executor-2.1', 'write')).toBeNull();
  });

  it('are only those that can happen to a call', () => {
    expect(stormy(BROKEN).ofCall(['delay-after'], 'crm', 'executor-1.1', 'write')).toBeNull();
  });

  it('keep their numbers where only some of them may happen', () => {
    const faults = stormy(BROKEN, new Set([1]));
    const happened = [1, 2, 3].map(() => faults.ofCall(['lost-answer'], 'crm', 'executor-1.1', 'write'));
    expect(happened).toEqual([null, 'lost-answer', null]);
    expect(faults.happened.map(({ number }) => number)).toEqual([1]);
    expect(faults.drawn).toBe(3);
  });

  it('are over when the calm begins', () => {
    const faults = stormy(BROKEN);
    faults.calmDown();
    expect(faults.ofCall(['lost-answer'], 'crm', 'executor-1.1', 'write')).toBeNull();
  });
});
