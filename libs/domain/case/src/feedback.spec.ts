import type { Feedback } from '@dws/contracts';
import { describe, expect, it } from 'vitest';
import { fold, recordFeedback, type CaseEvent } from './index.ts';
import * as given from './testing/given.ts';
import { at, opened, proposal } from './testing/given.ts';

const one = proposal('p1');
const open: CaseEvent[] = [...opened(one), given.allowed(one), given.claimedEvent(one)];
const closed: CaseEvent[] = [
  ...open,
  { type: 'action-executed', data: given.executed(one) },
  { type: 'closed', data: { outcome: 'completed', summary: '1 executed', at: at(6) } },
];
const word = (over: Partial<Feedback> = {}): Feedback => ({
  kind: 'correction',
  by: 'ada',
  at: at(9),
  detail: { category: 'refund' },
  reopens: false,
  ...over,
});

describe('feedback', () => {
  it('stands in a closed case, which stays closed', () => {
    const { events } = recordFeedback(word({ proposalId: 'p1' }), fold(closed));
    expect(events.map(({ type }) => type)).toEqual(['feedback']);
    expect(fold([...closed, ...events]).phase).toBe('closed');
  });

  it('that reopens a closed case has its worker plan it again at once', () => {
    const { events } = recordFeedback(word({ kind: 'reopened', reopens: true }), fold(closed));
    expect(events.at(-1)).toMatchObject({
      type: 'waiting',
      data: { reason: 'replan', wakes: 'worker', dueAt: at(9) },
    });
    expect(fold([...closed, ...events])).toMatchObject({
      phase: 'accepted',
      waiting: [{ reason: 'replan' }],
    });
  });

  it('does not wake the worker of a case that is open anyway', () => {
    const { events } = recordFeedback(word({ reopens: true }), fold(open));
    expect(events.map(({ type }) => type)).toEqual(['feedback']);
  });

  it('counts once, however often it comes', () => {
    const { events } = recordFeedback(word(), fold(closed));
    const after = fold([...closed, ...events]);
    expect(recordFeedback(word(), after).refusal?.code).toBe('already-done');
    expect(recordFeedback(word({ at: at(10) }), after).events).toHaveLength(1);
  });

  it('is refused on an action that the case does not have, and on no case', () => {
    expect(recordFeedback(word({ proposalId: 'p9' }), fold(closed)).refusal?.code).toBe('no-proposal');
    expect(recordFeedback(word(), fold([])).refusal?.code).toBe('no-case');
  });
});
