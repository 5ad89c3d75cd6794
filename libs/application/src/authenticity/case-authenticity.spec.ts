import { fold, referenceOf, settlementSignatureText, type CaseEvent } from '@dws/case';
import {
  allowed,
  claimedEvent,
  doubted,
  CASE,
  executed,
  gate,
  opened,
  proposal,
  settled,
} from '@dws/case/testing';
import type { DoubtSettled } from '@dws/contracts';
import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { caseAuthenticity } from './case-authenticity.ts';
import { GateMac } from './gate-mac.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const MAC = new GateMac(Buffer.alloc(32, 'k'));
const authenticity = caseAuthenticity(MAC, new Map([['review', publicKey]]));

const [one, two] = [proposal('p1'), proposal('p2', { after: ['p1'] })];
const unsigned = gate(two);
const gated: CaseEvent = { type: 'gate-decided', data: { ...unsigned, mac: MAC.of(CASE, unsigned) } };
const before: CaseEvent[] = [
  ...opened(one, two),
  allowed(one),
  gated,
  claimedEvent(one),
  { type: 'action-in-doubt', data: doubted(one) },
];
const done: CaseEvent = { type: 'action-executed', data: { ...executed(one), resolvedBy: 'ada' } };

const signed = (said: Partial<DoubtSettled> = {}): DoubtSettled => {
  const word = settled(one, said);
  return {
    ...word,
    signature: sign(null, Buffer.from(settlementSignatureText(CASE, word)), privateKey).toString('base64'),
  };
};
const flaw = (...events: CaseEvent[]): string | null => {
  const state = fold([...before, ...events]);
  if (state.phase === 'none') throw new Error('no case');
  return authenticity.flawOf('p2', state);
};

describe('what comes after an action that a person settled', () => {
  it('may run on their signed word', () => {
    expect(flaw({ type: 'doubt-settled', data: signed() }, done)).toBeNull();
  });

  it.each<[string, DoubtSettled]>([
    ['nobody signed', settled(one)],
    ['was changed afterwards', { ...signed(), evidence: 'task-8' }],
    ['another person gave', { ...signed(), person: 'bob' }],
    ['is about another write', { ...signed(), reference: referenceOf(CASE, 'other') }],
  ])('may not run on a word that %s', (_, word) => {
    expect(flaw({ type: 'doubt-settled', data: word }, done)).toBe(
      'the settlement of p1 carries a wrong signature',
    );
  });

  it('may not run on an outcome that nobody’s word stands behind', () => {
    expect(flaw(done)).toBe("nobody's word says that p1 was executed");
    expect(flaw({ type: 'doubt-settled', data: signed({ verdict: 'failed' }) }, done)).toBe(
      "nobody's word says that p1 was executed",
    );
  });
});
