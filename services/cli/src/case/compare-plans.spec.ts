import type { Plan, PlannedAction } from '@dws/worker';
import { expect, it } from 'vitest';
import { comparePlans } from './compare-plans.ts';

const action = (kind: string, to = 'kim'): PlannedAction => ({
  kind,
  arguments: { to, lines: ['a', 'b'] },
  summary: kind,
  rationale: '',
  confidence: 0.5,
});
const plan = (...actions: PlannedAction[]): Plan => ({
  outcome: 'act',
  confidence: 0.9,
  rationale: 'usage fell',
  actions,
  missingInputs: [],
  findings: [],
  memo: { queue: 'q' },
});

it('finds nothing between two equal plans', () => {
  const found = comparePlans(plan(action('a')), plan(action('a')));
  expect(found).toEqual({ same: true, decision: [], added: [], removed: [], changed: [] });
});

it('tells added, removed and changed actions, field by field', () => {
  const edited: PlannedAction = { ...action('mail', 'lee'), confidence: 0.6 };
  const found = comparePlans(plan(action('task'), action('mail')), plan(action('note'), edited));
  expect(found).toEqual({
    same: false,
    decision: [],
    added: [action('note')],
    removed: [action('task')],
    changed: [
      {
        kind: 'mail',
        fields: [
          { path: 'arguments.to', before: 'kim', after: 'lee' },
          { path: 'confidence', before: 0.5, after: 0.6 },
        ],
      },
    ],
  });
});

it('tells differences outside the actions, and members that come or go', () => {
  const after: Plan = { ...plan(), outcome: 'ask-person', memo: { queue: 'q', hint: 1 } };
  expect(comparePlans(plan(), after).decision).toEqual([
    { path: 'outcome', before: 'act', after: 'ask-person' },
    { path: 'memo.hint', before: undefined, after: 1 },
  ]);
});

it('pairs several actions of a kind in their order', () => {
  const found = comparePlans(plan(action('mail'), action('mail', 'lee')), plan(action('mail')));
  expect(found.removed).toEqual([action('mail', 'lee')]);
  expect(found.changed).toEqual([]);
});
