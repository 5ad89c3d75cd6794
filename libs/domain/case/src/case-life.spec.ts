import { describe, expect, it } from 'vitest';
import {
  accept,
  claim,
  claimable,
  failForReplan,
  fold,
  freeze,
  recordFeedback,
  recordGate,
  recordOutcome,
  recordPlan,
  release,
  reversalsDue,
  review,
  expire,
  supersede,
  wait,
  type CaseEvent,
  type Decision,
} from './index.ts';
import * as given from './testing/given.ts';
import { at, opened, proposal } from './testing/given.ts';

const types = (decision: Decision): string[] => decision.events.map(({ type }) => type);
const after = (events: readonly CaseEvent[], decision: Decision) => fold([...events, ...decision.events]);
const [one, two, three] = [proposal('p1'), proposal('p2'), proposal('p3')];

describe('accepting a signal', () => {
  it('opens a case', () => {
    expect(types(accept(given.signal(), fold([])))).toEqual(['signal-accepted']);
  });
  it('changes nothing when the same signal comes again', () => {
    expect(accept(given.signal(), fold([given.accepted()])).refusal?.code).toBe('already-done');
  });
  it('refuses the same id with another body', () => {
    expect(accept(given.signal({ bodyDigest: 'b2' }), fold([given.accepted()])).refusal?.code).toBe(
      'signal-conflict',
    );
  });
  it('waits for a system and remembers how often', () => {
    const waiting = {
      reason: 'system-unavailable',
      wakes: 'worker',
      dueAt: at(9),
      attempt: 2,
      detail: 'crm',
      since: at(1),
      domain: 'd',
      subject: 's',
    };
    const state = after([given.accepted()], wait(waiting, fold([given.accepted()])));
    expect(state).toMatchObject({ phase: 'accepted', waiting: [{ attempt: 2, dueAt: at(9) }] });
  });
});

describe('planning', () => {
  it('records context, plan and proposals together', () => {
    const decision = recordPlan(
      { context: given.context(1), planned: given.planned(1, 1), proposals: [one] },
      fold([given.accepted()]),
    );
    expect(types(decision)).toEqual(['context-assembled', 'planned', 'action-proposal']);
  });
  it('closes a case in which there is nothing to do', () => {
    const decision = recordPlan(
      { context: given.context(1), planned: given.planned(1, 0), proposals: [] },
      fold([given.accepted()]),
    );
    expect(decision.events.at(-1)).toMatchObject({ type: 'closed', data: { outcome: 'nothing-to-do' } });
  });
  it('never plans twice', () => {
    const again = recordPlan(
      { context: given.context(2), planned: given.planned(2, 0), proposals: [] },
      fold(opened(one)),
    );
    expect(again.refusal?.code).toBe('already-done');
  });
});

describe('the gate', () => {
  it('allows, and the proposal can be claimed', () => {
    const state = after(opened(one), recordGate({ gate: given.gate(one), review: null }, fold(opened(one))));
    expect(claimable(state, at(6)).map((entry) => entry.proposal.proposalId)).toEqual(['p1']);
  });
  it('asks for a person, and nothing can be claimed', () => {
    const command = { gate: given.gate(one, { decision: 'review' }), review: given.reviewOf(one) };
    const decision = recordGate(command, fold(opened(one)));
    expect(types(decision)).toEqual(['gate-decided', 'review-requested']);
    expect(claimable(after(opened(one), decision), at(6))).toEqual([]);
  });
  it('denies, and a case with nothing else closes as denied', () => {
    const decision = recordGate(
      { gate: given.gate(one, { decision: 'deny' }), review: null },
      fold(opened(one)),
    );
    expect(decision.events.at(-1)).toMatchObject({ type: 'closed', data: { outcome: 'denied' } });
  });
  it('records a shadow, which is never claimed', () => {
    const decision = recordGate(
      { gate: given.gate(one, { mode: 'shadow' }), review: null },
      fold(opened(one)),
    );
    expect(decision.events.at(-1)).toMatchObject({ type: 'closed', data: { outcome: 'shadow' } });
    expect(claim(given.claimed(one), after(opened(one), decision)).refusal?.code).toBe('wrong-status');
  });
  it('decides on the stored digest only', () => {
    expect(
      recordGate({ gate: given.gate(one, { digest: 'x' }), review: null }, fold(opened(one))).refusal?.code,
    ).toBe('digest-mismatch');
  });
  it('decides once', () => {
    const state = fold([...opened(one), given.allowed(one)]);
    expect(
      recordGate({ gate: given.gate(one, { decision: 'deny' }), review: null }, state).refusal?.code,
    ).toBe('already-done');
  });
});

describe('a review', () => {
  const asked = [...opened(one), ...given.underReview(one)];
  it('approves exactly the digest that was shown', () => {
    const approved = [...asked, ...review(given.verdict(one), fold(asked)).events];
    const counted = recordGate({ gate: given.gate(one), review: null }, fold(approved));
    expect(claim(given.claimed(one), after(approved, counted)).events).toHaveLength(1);
  });
  it('lets nothing run by an approval that the limits were not asked about', () => {
    const approved = [...asked, ...review(given.verdict(one), fold(asked)).events];
    expect(claim(given.claimed(one), fold(approved)).refusal?.code).toBe('not-eligible');
    expect(claimable(fold(approved), at(6))).toEqual([]);
  });
  it('comes back to a person when a limit is reached, as another question', () => {
    const approved = [...asked, ...review(given.verdict(one), fold(asked)).events];
    const again = { ...given.reviewOf(one), reviewId: 'review-2', why: 'the limit is reached' };
    const command = { gate: given.gate(one, { decision: 'review' }), review: again };
    const decision = recordGate(command, fold(approved));
    expect(types(decision)).toEqual(['gate-decided', 'review-requested']);
    const open = [...approved, ...decision.events];
    expect(review(given.verdict(one), fold(open)).refusal?.code, 'the first answer').toBe('digest-mismatch');
    expect(types(review(given.verdict(one, { reviewId: 'review-2' }), fold(open)))).toEqual([
      'review-decided',
    ]);
  });
  it('is not counted twice', () => {
    const approved = [...asked, ...review(given.verdict(one), fold(asked)).events];
    const counted = recordGate({ gate: given.gate(one), review: null }, fold(approved));
    const again = recordGate({ gate: given.gate(one), review: null }, after(approved, counted));
    expect(again.refusal?.code).toBe('already-done');
  });
  it('is refused for a packet that is no longer current', () => {
    expect(review(given.verdict(one, { digest: 'old' }), fold(asked)).refusal?.code).toBe('digest-mismatch');
  });
  it('lets one of two people win', () => {
    const decided = fold([...asked, ...review(given.verdict(one), fold(asked)).events]);
    expect(review(given.verdict(one, { verdict: 'reject', reviewer: 'bob' }), decided).refusal?.code).toBe(
      'wrong-status',
    );
  });
  it('rejects, and the case closes without an effect', () => {
    const decision = review(given.verdict(one, { verdict: 'reject' }), fold(asked));
    expect(decision.events.at(-1)).toMatchObject({ type: 'closed', data: { outcome: 'rejected' } });
  });
  it('turns an edit into a proposal of its own that must pass the gate', () => {
    const decision = review(
      given.verdict(one, { verdict: 'edit', editedArguments: { text: 'better' } }),
      fold(asked),
    );
    expect(types(decision)).toEqual(['review-decided', 'action-proposal']);
    const edited = decision.events[1];
    expect(edited).toMatchObject({
      data: { arguments: { text: 'better' }, origin: 'edit', editedFrom: 'p1', editedBy: 'ada' },
    });
    expect(edited?.type === 'action-proposal' && edited.data.digest).not.toBe(one.digest);
    expect(claimable(after(asked, decision), at(6))).toEqual([]);
  });
  it('fails closed when nobody decides in time', () => {
    expect(expire('p1', at(29), fold(asked)).refusal?.code).toBe('too-early');
    const decision = expire('p1', at(30), fold(asked));
    expect(types(decision)).toEqual(['expired', 'closed']);
    expect(review(given.verdict(one, { decidedAt: at(31) }), fold(asked)).refusal?.code).toBe('expired');
  });
});

describe('a claim', () => {
  const ready = [...opened(one), given.allowed(one)];
  it('is taken once', () => {
    const state = after(ready, claim(given.claimed(one), fold(ready)));
    expect(claim(given.claimed(one), state).refusal?.code).toBe('already-done');
  });
  it('carries a reference that follows from case and digest alone', () => {
    expect(claim(given.claimed(one, { reference: 'attempt-2' }), fold(ready)).refusal?.code).toBe(
      'digest-mismatch',
    );
  });
  it('is refused while a control order holds the case, until it is released', () => {
    const frozen = freeze({ order: 'o1', kind: 'kill', orderRevision: 3, at: at(3) }, fold(ready));
    const held = [...ready, ...frozen.events];
    expect(claim(given.claimed(one), fold(held)).refusal?.code).toBe('held');
    const released = release({ order: 'o1', orderRevision: 4, at: at(4) }, fold(held));
    expect(claim(given.claimed(one), after(held, released)).events).toHaveLength(1);
  });
  it('is refused before its time and after its end', () => {
    const timed = proposal('p1', { notBefore: at(10), expiresAt: at(20) });
    const events = [...opened(timed), given.allowed(timed)];
    const reference = given.claimed(timed);
    expect(claim({ ...reference, claimedAt: at(9) }, fold(events)).refusal?.code).toBe('too-early');
    expect(claim({ ...reference, claimedAt: at(10) }, fold(events)).events).toHaveLength(1);
    expect(claim({ ...reference, claimedAt: at(20) }, fold(events)).refusal?.code).toBe('expired');
  });
  it('comes after what it depends on', () => {
    const second = proposal('p2', { after: ['p1'] });
    const events = [...opened(one, second), given.allowed(one), given.allowed(second)];
    expect(claim(given.claimed(second), fold(events)).refusal?.code).toBe('not-eligible');
    const done: CaseEvent[] = [
      ...events,
      given.claimedEvent(one),
      { type: 'action-executed', data: given.executed(one) },
    ];
    expect(claim(given.claimed(second), fold(done)).events).toHaveLength(1);
  });
});

describe('outcomes', () => {
  const running = [...opened(one), given.allowed(one), given.claimedEvent(one)];
  it('closes the case when the last action is executed', () => {
    const decision = recordOutcome({ type: 'action-executed', data: given.executed(one) }, fold(running));
    expect(decision.events.at(-1)).toMatchObject({ type: 'closed', data: { outcome: 'completed' } });
  });
  it('records an outcome once', () => {
    const state = after(
      running,
      recordOutcome({ type: 'action-executed', data: given.executed(one) }, fold(running)),
    );
    expect(recordOutcome({ type: 'action-failed', data: given.failed(one) }, state).refusal?.code).toBe(
      'already-done',
    );
  });
  it('keeps a case in doubt open until somebody settles it', () => {
    const doubt = recordOutcome({ type: 'action-in-doubt', data: given.doubted(one) }, fold(running));
    expect(types(doubt)).toEqual(['action-in-doubt']);
    const settled = recordOutcome(
      { type: 'action-executed', data: given.executed(one) },
      after(running, doubt),
    );
    expect(types(settled)).toEqual(['action-executed', 'closed']);
  });
  it('stops the rest of a plan whose step failed', () => {
    const stopping = proposal('p1', { onFailure: 'stop' });
    const events = [
      ...opened(stopping, two),
      given.allowed(stopping),
      given.allowed(two),
      given.claimedEvent(stopping),
    ];
    const decision = recordOutcome({ type: 'action-failed', data: given.failed(stopping) }, fold(events));
    expect(types(decision)).toEqual(['action-failed', 'superseded', 'closed']);
  });
  it('lets the rest go on, and shows a partial success', () => {
    const events = [
      ...opened(one, two),
      given.allowed(one),
      given.allowed(two),
      given.claimedEvent(one),
      given.claimedEvent(two),
    ];
    const first = recordOutcome({ type: 'action-failed', data: given.failed(one) }, fold(events));
    expect(types(first)).toEqual(['action-failed']);
    const last = recordOutcome({ type: 'action-executed', data: given.executed(two) }, after(events, first));
    expect(last.events.at(-1)).toMatchObject({
      data: { outcome: 'partial', summary: '1 failed, 1 executed' },
    });
  });
  it('asks to undo what was executed, last first', () => {
    const [a, b] = [proposal('p1', { reversal: 'task.delete' }), proposal('p2', { reversal: 'task.delete' })];
    const c = proposal('p3', { onFailure: 'reverse' });
    const events: CaseEvent[] = [
      ...opened(a, b, c),
      ...[a, b, c].map(given.allowed),
      ...[a, b, c].map(given.claimedEvent),
      { type: 'action-executed', data: given.executed(a) },
      { type: 'action-executed', data: given.executed(b) },
      { type: 'action-failed', data: given.failed(c) },
    ];
    expect(reversalsDue(fold(events)).map((entry) => entry.proposal.proposalId)).toEqual(['p2', 'p1']);
  });
  it('plans again when the record changed under the write', () => {
    const decision = failForReplan(given.failed(one), [], fold(running));
    expect(types(decision)).toEqual(['action-failed', 'superseded']);
    expect(after(running, decision)).toMatchObject({ phase: 'accepted', attempts: 1 });
  });
});

describe('what makes proposals fall away', () => {
  it('a newer signal takes what is not claimed and leaves the rest', () => {
    const events = [
      ...opened(one, two, three),
      given.allowed(one),
      given.claimedEvent(one),
      ...given.underReview(two),
    ];
    const decision = supersede(
      { reason: 'newer-signal', byCase: 'c2', changes: [], at: at(9), replan: false },
      fold(events),
    );
    expect(decision.events[0]).toMatchObject({ data: { proposalIds: ['p2', 'p3'] } });
    expect(types(decision)).toEqual(['superseded']);
  });
  it('changed facts send the case back to its worker', () => {
    const events = [...opened(one), given.allowed(one)];
    const decision = supersede(
      { reason: 'context-changed', byCase: '', changes: [], at: at(9), replan: true },
      fold(events),
    );
    expect(after(events, decision).phase).toBe('accepted');
  });
  it('stop-pending drops what is open; claimed work ends', () => {
    const decision = freeze(
      { order: 'o1', kind: 'stop-pending', orderRevision: 1, at: at(3) },
      fold(opened(one)),
    );
    expect(types(decision)).toEqual(['frozen', 'superseded', 'closed']);
  });
  it('feedback reopens a closed case', () => {
    const closed: CaseEvent[] = [
      ...opened(),
      { type: 'closed', data: { outcome: 'nothing-to-do', summary: '', at: at(2) } },
    ];
    const decision = recordFeedback(
      { kind: 'reopened', by: 'ada', at: at(9), detail: {}, reopens: true },
      fold(closed),
    );
    expect(after(closed, decision).phase).toBe('accepted');
  });
});
