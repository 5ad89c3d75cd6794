import { describe, expect, it } from 'vitest';
import { claim, fold, freeze, settleDoubt, type CaseEvent, type Decision } from './index.ts';
import * as given from './testing/given.ts';
import { at, opened, proposal } from './testing/given.ts';

const types = (decision: Decision): string[] => decision.events.map(({ type }) => type);
const [one, two] = [proposal('p1'), proposal('p2', { after: ['p1'] })];
const doubt: CaseEvent = { type: 'action-in-doubt', data: given.doubted(one) };
const inDoubt: CaseEvent[] = [...opened(one), given.allowed(one), given.claimedEvent(one), doubt];
const before: CaseEvent[] = [
  ...opened(one, two),
  given.allowed(one),
  given.allowed(two),
  given.claimedEvent(one),
  doubt,
];

describe('a person settles an action in doubt', () => {
  it('as executed, with what the system calls it, and the case closes', () => {
    const decision = settleDoubt(given.settled(one), fold(inDoubt));
    expect(types(decision)).toEqual(['doubt-settled', 'action-executed', 'closed']);
    expect(decision.events[1]).toMatchObject({
      data: { executedAt: at(12), resolvedBy: 'ada', receipt: { recordId: 'task-7' }, digest: one.digest },
    });
    expect(decision.events[2]).toMatchObject({ data: { outcome: 'completed' } });
  });

  it('as not executed, and the case says that it failed and why', () => {
    const settled = given.settled(one, { verdict: 'failed', evidence: '', note: 'nothing of it there' });
    const decision = settleDoubt(settled, fold(inDoubt));
    expect(types(decision)).toEqual(['doubt-settled', 'action-failed', 'closed']);
    expect(decision.events[1]).toMatchObject({
      data: { code: 'not-executed', message: 'nothing of it there', resolvedBy: 'ada' },
    });
  });

  it('and what comes after it may be claimed only when it was executed', () => {
    const done = [...before, ...settleDoubt(given.settled(one), fold(before)).events];
    expect(claim(given.claimed(two), fold(done)).events).toHaveLength(1);
    const not = settleDoubt(given.settled(one, { verdict: 'failed' }), fold(before));
    expect(types(not)).toEqual(['doubt-settled', 'action-failed', 'superseded', 'closed']);
  });

  it('once: of two people one wins', () => {
    const first = [...before, ...settleDoubt(given.settled(one), fold(before)).events];
    const second = settleDoubt(given.settled(one, { verdict: 'failed', person: 'bob' }), fold(first));
    expect(second.refusal).toMatchObject({
      code: 'wrong-status',
      text: 'the action is executed, not in doubt',
    });
  });

  it.each([
    ['another digest', { digest: 'x' }],
    ['another reference', { reference: 'attempt-2' }],
  ])('but not under %s', (_, over) => {
    expect(settleDoubt(given.settled(one, over), fold(inDoubt)).refusal?.code).toBe('digest-mismatch');
  });

  it.each<[string, readonly CaseEvent[]]>([
    ['claimed and may still end by itself', inDoubt.slice(0, -1)],
    ['only allowed', inDoubt.slice(0, -2)],
  ])('but not while it is %s', (_, events) => {
    expect(settleDoubt(given.settled(one), fold(events)).refusal?.code).toBe('wrong-status');
  });

  it('also while a control order holds the case: it says what was, and lets nothing run', () => {
    const frozen = freeze({ order: 'o1', kind: 'kill', orderRevision: 3, at: at(9) }, fold(before));
    const held = [...before, ...frozen.events];
    const decision = settleDoubt(given.settled(one), fold(held));
    expect(types(decision)).toEqual(['doubt-settled', 'action-executed']);
    expect(claim(given.claimed(two), fold([...held, ...decision.events])).refusal?.code).toBe('held');
  });
});
