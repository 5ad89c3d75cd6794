import { describe, expect, it } from 'vitest';
import { evolveMemory, NO_MEMORY, recall, type MemoryEvent, type MemoryState } from './index.ts';

const decided = (verdict: string, actionKind?: string): MemoryEvent => ({
  type: 'review-decided',
  data: {
    proposalId: 'p1',
    digest: 'd1',
    reviewId: 'r1',
    verdict,
    reviewer: 'ada',
    openedAt: '2026-03-02T09:00:00.000Z',
    decidedAt: '2026-03-02T09:01:00.000Z',
    reasonCode: '',
    comment: '',
    editSize: 0,
    policiesHash: '',
    keyId: 'k',
    signature: 's',
    ...(actionKind === undefined ? {} : { actionKind }),
  },
});
const moved = (accountId: string, from: string, to: string, kind = 'override'): MemoryEvent => ({
  type: 'feedback',
  data: {
    kind,
    by: 'urn:helpdesk m1',
    at: '2026-03-02T10:00:00.000Z',
    detail: { accountId, previousCategory: from, category: to },
    reopens: false,
  },
});
/** Events at revisions 0, 10, 20 …: a trail holds much else. */
const fold = (events: readonly MemoryEvent[]): MemoryState =>
  events.reduce((state, event, index) => evolveMemory(state, event, index * 10), NO_MEMORY);

describe('memory', () => {
  it('counts what people decided, by kind of action', () => {
    const events = [
      decided('approve', 'message.send'),
      decided('edit', 'message.send'),
      decided('approve', 'message.send'),
      decided('reject', 'task.create'),
      decided('approve'),
    ];
    expect(recall(fold(events), 'acc-1')).toEqual({
      position: '40',
      memory: {
        decisions: {
          'message.send': { approved: 2, edited: 1, rejected: 0 },
          'task.create': { approved: 0, edited: 0, rejected: 1 },
        },
      },
    });
  });

  it('keeps what was put in the place of what, for each account apart', () => {
    const events = [
      moved('acc-1', 'billing', 'refund'),
      moved('acc-2', 'billing', 'login'),
      moved('acc-1', 'billing', 'refund'),
      moved('acc-1', 'login', 'outage', 'correction'),
      moved('acc-1', 'login', 'login'),
      moved('acc-1', 'login', 'refund', 'rating'),
    ];
    expect(recall(fold(events), 'acc-1').memory).toEqual({
      feedback: { override: 4, correction: 1, rating: 1 },
      corrections: [
        { from: 'billing', to: 'refund', times: 2 },
        { from: 'login', to: 'outage', times: 1 },
      ],
    });
    expect(recall(fold(events), 'acc-3').memory).toEqual({
      feedback: { override: 4, correction: 1, rating: 1 },
    });
  });

  it('is nothing before anything was learned', () => {
    expect(recall(NO_MEMORY, 'acc-1')).toEqual({ position: '', memory: {} });
  });

  it('stays within its bounds: the account that was not corrected for longest is forgotten', () => {
    const many = Array.from({ length: 2_001 }, (_, index) => moved(`acc-${index}`, 'a', 'b'));
    const state = fold(many);
    expect([state.corrections.size, state.corrections.has('acc-0'), state.corrections.has('acc-1')]).toEqual([
      2_000,
      false,
      true,
    ]);
  });
});
