import type { Frozen } from '@dws/contracts';
import { describe, expect, it } from 'vitest';
import {
  claim,
  claimable,
  fold,
  freeze,
  nextReversal,
  release,
  type CaseEvent,
  type Decision,
} from './index.ts';
import * as given from './testing/given.ts';
import { at, opened, proposal } from './testing/given.ts';

const mail = proposal('p1', { actionKind: 'message.send', customer: 'acc-1' });
const task = proposal('p2', { actionKind: 'task.create', customer: 'acc-2' });
const ready: CaseEvent[] = [...opened(mail, task), given.allowed(mail), given.allowed(task)];
const worker = given.signal().worker;
const frozen = (over: Partial<Frozen> = {}): Frozen => ({
  order: 'o1',
  kind: 'kill',
  orderRevision: 3,
  at: at(3),
  ...over,
});
const with_ = (events: readonly CaseEvent[], decision: Decision): readonly CaseEvent[] => [
  ...events,
  ...decision.events,
];
const mayRun = (events: readonly CaseEvent[]): string[] =>
  claimable(fold(events), at(5)).map(({ proposal: { proposalId } }) => proposalId);

describe('a hold', () => {
  it.each<[string, string, string[]]>([
    ['action-kind', 'message.send', ['p2']],
    ['action-kind', 'ticket.route', ['p1', 'p2']],
    ['customer', 'acc-1', ['p2']],
    ['customer', 'acc-2', ['p1']],
    ['worker', worker, []],
    ['domain', mail.domain, []],
    ['everything', '', []],
    ['galaxy', 'andromeda', []],
  ])('of grain %s on %s leaves %s', (grain, target, left) => {
    expect(mayRun(with_(ready, freeze(frozen({ grain, target }), fold(ready))))).toEqual(left);
  });

  it('as it was written before orders had a scope in the case holds all of it', () => {
    const held = with_(ready, freeze(frozen(), fold(ready)));
    expect(mayRun(held)).toEqual([]);
    expect(claim(given.claimed(task), fold(held)).refusal?.code).toBe('held');
  });

  it('also holds what an edit puts in the place of what it is about', () => {
    const reviewed = [...opened(mail, task), ...given.underReview(mail)];
    const held = with_(
      reviewed,
      freeze(frozen({ grain: 'action-kind', target: 'message.send' }), fold(reviewed)),
    );
    const edited = proposal('p3', { actionKind: 'message.send', editedFrom: 'p1' });
    const later: CaseEvent[] = [...held, { type: 'action-proposal', data: edited }, given.allowed(edited)];
    expect(claim(given.claimed(edited), fold(later)).refusal?.code).toBe('held');
  });

  it('stands beside others: what two orders hold is free when both let go', () => {
    const byKind = with_(
      ready,
      freeze(frozen({ grain: 'action-kind', target: 'message.send' }), fold(ready)),
    );
    const both = with_(byKind, freeze(frozen({ order: 'o2', kind: 'pause' }), fold(byKind)));
    expect(mayRun(both)).toEqual([]);
    const one = with_(both, release({ order: 'o2', orderRevision: 5, at: at(4) }, fold(both)));
    expect(mayRun(one)).toEqual(['p2']);
    expect(release({ order: 'o2', orderRevision: 5, at: at(4) }, fold(one)).refusal?.code).toBe(
      'already-done',
    );
    expect(mayRun(with_(one, release({ order: 'o1', orderRevision: 6, at: at(4) }, fold(one))))).toEqual([
      'p1',
      'p2',
    ]);
  });

  it('by stop-pending drops what the order is about and nothing else', () => {
    const decision = freeze(
      frozen({ kind: 'stop-pending', grain: 'action-kind', target: 'message.send' }),
      fold(ready),
    );
    expect(decision.events.at(-1)).toMatchObject({ type: 'superseded', data: { proposalIds: ['p1'] } });
    expect(mayRun(with_(ready, decision))).toEqual(['p2']);
  });

  it('keeps an executed action from being undone only where it is about that kind', () => {
    const done = proposal('p1', { actionKind: 'task.create', reversal: 'task.delete' });
    const lost = proposal('p2', { actionKind: 'message.send', onFailure: 'reverse' });
    const events: CaseEvent[] = [
      ...opened(done, lost),
      given.allowed(done),
      given.claimedEvent(done),
      { type: 'action-executed', data: given.executed(done) },
      given.allowed(lost),
      given.claimedEvent(lost),
      { type: 'action-failed', data: given.failed(lost) },
    ];
    const under = (target: string) => {
      const hold = freeze(frozen({ grain: 'action-kind', target }), fold(events));
      return nextReversal(fold(with_(events, hold)))?.proposal.proposalId;
    };
    expect([under('message.send'), under('task.create')]).toEqual(['p1', undefined]);
  });
});
