import { describe, expect, it } from 'vitest';
import {
  claim,
  claimReversal,
  endReversal,
  expire,
  fold,
  freeze,
  nextReversal,
  recordGate,
  recordOutcome,
  review,
  settleDoubt,
  supersede,
  type CaseEvent,
  type Decision,
} from './index.ts';
import * as given from './testing/given.ts';
import { at, opened, proposal } from './testing/given.ts';

const types = (decision: Decision): string[] => decision.events.map(({ type }) => type);
const reversible = { reversal: 'task.cancel' };
const [task, other] = [proposal('p1', reversible), proposal('p2', reversible)];
/** The letter that the tasks are for. */
const letter = proposal('p3', { onFailure: 'reverse', actionKind: 'message.send' });
const executed = (of: typeof task): CaseEvent[] => [
  given.claimedEvent(of),
  { type: 'action-executed', data: given.executed(of) },
];
const asked: CaseEvent[] = [
  ...opened(task, other, letter),
  given.allowed(task),
  given.allowed(other),
  ...executed(task),
  ...executed(other),
  ...given.underReview(letter),
];
const and = (events: readonly CaseEvent[], { events: more }: Decision): CaseEvent[] => [...events, ...more];
const rejected = and(asked, review(given.verdict(letter, { verdict: 'reject' }), fold(asked)));
const next = (events: readonly CaseEvent[]) => nextReversal(fold(events))?.proposal.proposalId ?? null;
const claimed = (events: readonly CaseEvent[], of = other) =>
  and(events, claimReversal(given.undoing(of), fold(events)));
const ended = (events: readonly CaseEvent[], of = other) =>
  and(events, endReversal({ type: 'action-reversed', data: given.undone(of) }, fold(events)));

describe('what was done is unwanted when the step that the plan insists on', () => {
  const allowed: CaseEvent[] = [...asked.slice(0, -2), given.allowed(letter)];
  const failing: CaseEvent[] = [...allowed, given.claimedEvent(letter)];
  it.each<[string, CaseEvent[]]>([
    ['is rejected by a person', rejected],
    ['runs out', and(asked, expire('p3', at(31), fold(asked)))],
    [
      'is denied',
      and(
        asked.slice(0, -2),
        recordGate(
          { gate: given.gate(letter, { decision: 'deny' }), review: null },
          fold(asked.slice(0, -2)),
        ),
      ),
    ],
    [
      'falls away for a newer signal',
      and(
        asked,
        supersede(
          { reason: 'newer-signal', byCase: 'c2', changes: [], at: at(9), replan: false },
          fold(asked),
        ),
      ),
    ],
    [
      'fails',
      and(failing, recordOutcome({ type: 'action-failed', data: given.failed(letter) }, fold(failing))),
    ],
  ])('%s', (_, events) => {
    expect(fold(events).phase).toBe('open');
    expect(next(events)).toBe('p2');
  });

  it('but not while it may still be executed', () => {
    expect(next(asked)).toBeNull();
    expect(next(failing)).toBeNull();
  });

  it('and not when a later plan puts another in its place', () => {
    const replan = supersede(
      { reason: 'context-changed', byCase: '', changes: [], at: at(9), replan: true },
      fold(asked),
    );
    const again = proposal('p4', { onFailure: 'reverse', actionKind: 'message.send', attempt: 2 });
    const planned: CaseEvent[] = [
      ...and(asked, replan),
      { type: 'context-assembled', data: given.context(2) },
      { type: 'planned', data: given.planned(2, 1) },
      { type: 'action-proposal', data: again },
    ];
    expect(next(planned)).toBeNull();
    const denied = recordGate({ gate: given.gate(again, { decision: 'deny' }), review: null }, fold(planned));
    expect(next(and(planned, denied))).toBe('p2');
  });

  it('and what has not begun yet does not begin', () => {
    const waiting: CaseEvent[] = [...opened(task, letter), given.allowed(task), ...given.underReview(letter)];
    const decision = review(given.verdict(letter, { verdict: 'reject' }), fold(waiting));
    expect(types(decision)).toEqual(['review-decided', 'superseded', 'closed']);
    expect(claim(given.claimed(task), fold(and(waiting, decision))).refusal).toBeDefined();
  });
});

describe('undoing', () => {
  it('goes from the last step to the first, one after the other, and closes the case', () => {
    const first = claimed(rejected);
    expect(next(first), 'while one is under way').toBeNull();
    const second = ended(first);
    expect(next(second)).toBe('p1');
    const all = ended(claimed(second, task), task);
    expect(fold(all)).toMatchObject({
      phase: 'closed',
      closing: { outcome: 'rejected', summary: '2 reversed, 1 rejected' },
    });
  });

  it('is claimed once', () => {
    expect(claimReversal(given.undoing(other), fold(claimed(rejected))).refusal?.code).toBe('already-done');
  });

  it.each([
    ['another step than the last', given.undoing(task), 'not-eligible'],
    [
      'another operation than the plan names',
      given.undoing(other, { operation: 'task.delete' }),
      'digest-mismatch',
    ],
    ['another digest', given.undoing(other, { digest: 'x' }), 'digest-mismatch'],
    ['a reference of its own', given.undoing(other, { reference: 'attempt-2' }), 'digest-mismatch'],
    ['a step that was not executed', given.undoing(letter), 'wrong-status'],
  ])('is not claimed for %s', (_, claim, code) => {
    expect(claimReversal(claim, fold(rejected)).refusal?.code).toBe(code);
  });

  it('is not claimed while a control order holds the case', () => {
    const frozen = freeze({ order: 'o1', kind: 'kill', orderRevision: 3, at: at(13) }, fold(rejected));
    const held = and(rejected, frozen);
    expect(next(held)).toBeNull();
    expect(claimReversal(given.undoing(other), fold(held)).refusal?.code).toBe('held');
  });

  it('that fails leaves its effect standing, goes on with the others, and the case says so', () => {
    const failure = {
      proposalId: 'p2',
      digest: other.digest,
      at: at(16),
      code: 'system-refused',
      message: 'no',
    };
    const begun = claimed(rejected);
    const failed = and(begun, endReversal({ type: 'reversal-failed', data: failure }, fold(begun)));
    expect(next(failed)).toBe('p1');
    expect(fold(ended(claimed(failed, task), task))).toMatchObject({
      closing: { outcome: 'partial', summary: '1 reversed, 1 reversal-failed, 1 rejected' },
    });
  });

  it('ends once', () => {
    const done = ended(claimed(rejected));
    const again = endReversal({ type: 'action-reversed', data: given.undone(other) }, fold(done));
    expect(again.refusal?.code).toBe('already-done');
  });

  it('is not recorded without its claim', () => {
    const decision = endReversal({ type: 'action-reversed', data: given.undone(other) }, fold(rejected));
    expect(decision.refusal?.code).toBe('wrong-status');
  });

  it.each([
    ['executed', ['doubt-settled', 'action-reversed']],
    ['failed', ['doubt-settled', 'reversal-failed']],
  ])('in doubt waits for a person, who finds that it was %s', (verdict, expected) => {
    const begun = claimed(rejected);
    const data = { proposalId: 'p2', digest: other.digest, at: at(16), detail: 'no answer' };
    const doubted = and(begun, endReversal({ type: 'reversal-in-doubt', data }, fold(begun)));
    expect(next(doubted), 'the step before it waits too').toBeNull();
    const { reference } = given.undoing(other);
    const decision = settleDoubt(given.settled(other, { verdict, reference }), fold(doubted));
    expect(types(decision)).toEqual(expected);
    expect(next(and(doubted, decision))).toBe('p1');
    expect(settleDoubt(given.settled(other), fold(doubted)).refusal?.code, 'of the write itself').toBe(
      'digest-mismatch',
    );
  });
});
