import type { ControlOrdered } from '@dws/contracts';
import { describe, expect, it } from 'vitest';
import { concerns, evolveControl, holdOn, NO_CONTROL, pauseOf, type ControlEvent } from './index.ts';

const ordered = (over: Partial<ControlOrdered>): ControlEvent => ({
  type: 'control-ordered',
  data: {
    order: 'o1',
    kind: 'kill',
    grain: 'worker',
    target: 'churn-signal',
    reason: 'test',
    by: 'ada',
    at: '2026-01-01T00:00:00.000Z',
    ...over,
  },
});
const churn = {
  worker: 'churn-signal',
  domain: 'customer-experience',
  actionKind: 'message.send',
  customer: 'acc-1',
};
const fold = (...events: ControlEvent[]) =>
  events.reduce((state, event, index) => evolveControl(state, event, index), NO_CONTROL);

describe('control orders', () => {
  it.each([
    ['worker', 'churn-signal', true],
    ['worker', 'meeting-prep', false],
    ['domain', 'customer-experience', true],
    ['domain', 'revenue', false],
    ['action-kind', 'message.send', true],
    ['action-kind', 'task.create', false],
    ['customer', 'acc-1', true],
    ['customer', 'acc-2', false],
    ['everything', '', true],
    ['galaxy', 'andromeda', true],
  ])('grain %s with target %s concerns the case: %s', (grain, target, expected) => {
    expect(concerns({ grain, target }, churn)).toBe(expected);
  });

  it('given a kill, then its target is held until a resume names that order', () => {
    const killed = fold(ordered({}));
    expect(holdOn(killed, churn)?.order.order).toBe('o1');
    const other = fold(ordered({}), ordered({ order: 'o2', kind: 'resume', resumes: 'o9' }));
    expect(holdOn(other, churn)?.revision).toBe(0);
    const resumed = fold(ordered({}), ordered({ order: 'o2', kind: 'resume', resumes: 'o1' }));
    expect(holdOn(resumed, churn)).toBeNull();
    expect(resumed.revision).toBe(1);
  });

  it('given stop-pending, then later work is not held', () => {
    expect(holdOn(fold(ordered({ kind: 'stop-pending' })), churn)).toBeNull();
  });

  it('pauses a whole worker only for coarse grains', () => {
    expect(
      pauseOf(fold(ordered({ grain: 'customer', target: 'acc-1' })), 'churn-signal', 'customer-experience'),
    ).toBeNull();
    expect(
      pauseOf(
        fold(ordered({ grain: 'domain', target: 'customer-experience' })),
        'churn-signal',
        'customer-experience',
      ),
    ).not.toBeNull();
  });

  it('knows which points must answer', () => {
    const at = '2026-01-01T00:00:00.000Z';
    const joined = fold(
      { type: 'enforcement-point-joined', data: { point: 'executor-1', service: 'executor', at } },
      { type: 'enforcement-point-joined', data: { point: 'executor-2', service: 'executor', at } },
      { type: 'enforcement-point-left', data: { point: 'executor-1', at } },
    );
    expect([...joined.points]).toEqual([['executor-2', 'executor']]);
  });
});
