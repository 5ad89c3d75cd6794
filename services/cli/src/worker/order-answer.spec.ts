import { expect, it } from 'vitest';
import { orderText, type OrderAnswer } from './order-answer.ts';

const none = { count: 0, caseIds: [] };
const KILL: OrderAnswer = {
  order: 'o-1',
  kind: 'kill',
  grain: 'worker',
  target: 'churn-signal',
  by: 'olga',
  at: '2026-03-02T09:30:00.000Z',
  completedAt: '2026-03-02T09:30:01.000Z',
  acknowledged: [],
  fenced: ['executor/executor-1'],
  waitingFor: [],
  frozen: 2,
  cases: { affected: none, completed: none, inFlight: none, pending: none },
};

it('names those who did not answer a kill', () => {
  expect(orderText(KILL)).toMatch(/silent +executor\/executor-1: 2 cases frozen/);
});

it('does not call anybody silent who is not asked to answer', () => {
  const text = orderText({ ...KILL, kind: 'resume' });
  expect(text).toMatch(/says +resume worker churn-signal, by olga/);
  expect(text).not.toMatch(/silent|answered|cases/);
});
