import type { EscalationRaised } from '@dws/contracts';
import { describe, expect, it } from 'vitest';
import {
  acceptEscalation,
  completeEscalation,
  escalationOverdue,
  evolveEscalation,
  stepOfEscalation,
  type EscalationEvent,
  type EscalationState,
} from './escalation-state.ts';

const DUE = '2026-03-02T12:00:00.000Z';
const raised: EscalationEvent = {
  type: 'escalation-raised',
  data: { escalationId: 'e', path: 'p', dueAt: DUE, failureOwner: 'head' } as EscalationRaised,
};
const acceptance = (caseId: string) => ({
  escalationId: 'e',
  caseId,
  worker: 'w',
  at: '2026-03-02T10:00:00.000Z',
});
const completion = (caseId: string) => ({
  escalationId: 'e',
  caseId,
  outcome: 'completed',
  at: '2026-03-02T11:00:00.000Z',
});
const accepted = (caseId: string): EscalationEvent => ({
  type: 'escalation-accepted',
  data: acceptance(caseId),
});
const completed = (caseId: string): EscalationEvent => ({
  type: 'escalation-completed',
  data: completion(caseId),
});

function given(...events: readonly EscalationEvent[]): EscalationState {
  let state: EscalationState | null = null;
  for (const event of [raised, ...events]) state = evolveEscalation(state, event);
  if (!state) throw new Error('nothing was raised');
  return state;
}
const types = (events: readonly EscalationEvent[]): string[] => events.map(({ type }) => type);

describe('a hand-over', () => {
  it('is accepted when a case begins, once for each', () => {
    expect(types(acceptEscalation(acceptance('c1'), given()))).toEqual(['escalation-accepted']);
    expect(acceptEscalation(acceptance('c1'), given(accepted('c1')))).toEqual([]);
    expect(types(acceptEscalation(acceptance('c2'), given(accepted('c1'))))).toEqual(['escalation-accepted']);
  });

  it('is completed when that case closes, once', () => {
    const state = given(accepted('c1'));
    expect(types(completeEscalation(acceptance('c1'), completion('c1'), state))).toEqual([
      'escalation-completed',
    ]);
    expect(
      completeEscalation(acceptance('c1'), completion('c1'), given(accepted('c1'), completed('c1'))),
    ).toEqual([]);
  });

  it('is accepted and completed at once where the beginning was never told', () => {
    expect(types(completeEscalation(acceptance('c1'), completion('c1'), given()))).toEqual([
      'escalation-accepted',
      'escalation-completed',
    ]);
  });

  it.each<[string, readonly EscalationEvent[]]>([
    ['raised', []],
    ['accepted', [accepted('c1')]],
    ['completed', [accepted('c1'), completed('c1')]],
    ['accepted', [accepted('c1'), completed('c1'), accepted('c2')]],
  ])('stands at %s', (step, events) => {
    expect(stepOfEscalation(given(...events))).toBe(step);
  });

  it.each<[string, readonly EscalationEvent[]]>([
    ['acceptance', []],
    ['completion', [accepted('c1')]],
  ])('without %s is overdue at its deadline, not before, and once', (missing, events) => {
    const state = given(...events);
    expect(escalationOverdue('2026-03-02T11:59:59.999Z', state)).toEqual([]);
    const late = escalationOverdue(DUE, state);
    expect(late).toEqual([
      {
        type: 'escalation-overdue',
        data: { escalationId: 'e', path: 'p', missing, dueAt: DUE, failureOwner: 'head', at: DUE },
      },
    ]);
    expect(escalationOverdue(DUE, given(...events, ...late))).toEqual([]);
  });

  it('that is completed is never overdue', () => {
    expect(escalationOverdue(DUE, given(accepted('c1'), completed('c1')))).toEqual([]);
  });

  it('begins with being raised', () => {
    expect(() => evolveEscalation(null, accepted('c1'))).toThrow('begins with escalation-raised');
  });
});
