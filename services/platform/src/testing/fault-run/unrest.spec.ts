import type { CaseModel, ProposalModel } from '@dws/simulator';
import { describe, expect, it } from 'vitest';
import { unrestOf } from './unrest.ts';

function proposal(id: string, step: ProposalModel['step'], after: readonly string[] = []): ProposalModel {
  return { proposal: { proposalId: id, operation: 'message.send', after }, step } as unknown as ProposalModel;
}

function found(entries: readonly ProposalModel[], changes: Partial<CaseModel> = {}): CaseModel {
  return {
    stream: 'case-1',
    signal: { worker: 'churn-signal', signalType: 'usage.dropped' },
    phase: 'open',
    holds: new Map(),
    proposals: new Map(entries.map((entry) => [entry.proposal.proposalId, entry])),
    ...changes,
  } as unknown as CaseModel;
}

describe('a case is at rest', () => {
  it.each([
    ['when it is closed', found([], { phase: 'closed' })],
    ['while a person is asked', found([proposal('a', 'executed'), proposal('b', 'under-review')])],
    ['while a person must settle a doubt', found([proposal('a', 'in-doubt')])],
    [
      'while the rest comes after what a person is asked for',
      found([proposal('a', 'under-review'), proposal('b', 'allowed', ['a'])]),
    ],
  ])('%s', (_, given) => {
    expect(unrestOf(given)).toBeNull();
  });
});

describe('a case is not at rest', () => {
  it.each([
    ['before it is planned', found([], { phase: 'accepted' }), 'is not planned'],
    [
      'while an order holds it',
      found([], { holds: new Map([['order-1', {} as never]]) }),
      'is held by order order-1',
    ],
    ['with a claim that has not ended', found([proposal('a', 'claimed')]), 'that is claimed'],
    ['with an approval of which nothing came', found([proposal('a', 'approved')]), 'that is approved'],
    [
      'with a proposal that nothing holds up',
      found([proposal('a', 'executed'), proposal('b', 'allowed', ['a'])]),
      'that is allowed',
    ],
    ['when all is done and it stays open', found([proposal('a', 'executed')]), 'nobody is asked'],
  ])('%s', (_, given, why) => {
    expect(unrestOf(given)).toContain(why);
  });
});
