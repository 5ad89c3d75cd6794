import { describe, expect, it } from 'vitest';
import type { CaseEvent } from './case-event.ts';
import { endsWait } from './ends-wait.ts';

const outcomeOf = (proposalId: string): CaseEvent =>
  ({ type: 'action-executed', data: { proposalId } }) as CaseEvent;
const waiting = (proposalId: string): CaseEvent => ({ type: 'waiting', data: { proposalId } }) as CaseEvent;
const superseding = (proposalId: string): CaseEvent =>
  ({ type: 'superseded', data: { proposalIds: [proposalId] as readonly string[] } }) as CaseEvent;
const RETRY = { proposalId: 'p-1' };
const REPLAN = {};

describe('a retry of a claim', () => {
  it('is over with the outcome of its own action', () => {
    expect(endsWait(RETRY, outcomeOf('p-1'))).toBe(true);
  });
  it('outlives what becomes of another action: its claim must still be woken', () => {
    expect(endsWait(RETRY, outcomeOf('p-2'))).toBe(false);
    expect(endsWait(RETRY, { type: 'claimed', data: { proposalId: 'p-2' } } as CaseEvent)).toBe(false);
    expect(endsWait(RETRY, superseding('p-2'))).toBe(false);
  });
  it('is replaced by a later wait of the same action, and stands beside those of others', () => {
    expect(endsWait(RETRY, waiting('p-1'))).toBe(true);
    expect(endsWait(RETRY, waiting('p-2'))).toBe(false);
    expect(endsWait(RETRY, { type: 'waiting', data: {} } as CaseEvent)).toBe(false);
  });
});

describe('a wait of an action that is not claimed yet', () => {
  it.each(['claimed', 'expired'])('is over when it is %s', (type) => {
    expect(endsWait(RETRY, { type, data: { proposalId: 'p-1' } } as CaseEvent)).toBe(true);
  });
  it('is over when it falls away', () => {
    expect(endsWait(RETRY, superseding('p-1'))).toBe(true);
  });
});

describe('a wait of the whole case', () => {
  it('is over with the next plan, or another wait for it', () => {
    expect(endsWait(REPLAN, { type: 'planned', data: {} } as CaseEvent)).toBe(true);
    expect(endsWait(REPLAN, { type: 'waiting', data: {} } as CaseEvent)).toBe(true);
  });
  it('outlives what still becomes of claimed actions, their retries, and what people say', () => {
    expect(endsWait(REPLAN, outcomeOf('p-1'))).toBe(false);
    expect(endsWait(REPLAN, waiting('p-1'))).toBe(false);
    expect(endsWait(REPLAN, { type: 'feedback', data: {} } as CaseEvent)).toBe(false);
  });
  it('outlives a freeze and its release', () => {
    expect(endsWait(REPLAN, { type: 'frozen', data: {} } as CaseEvent)).toBe(false);
    expect(endsWait(REPLAN, { type: 'released', data: {} } as CaseEvent)).toBe(false);
  });
});
