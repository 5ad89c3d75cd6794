import { gateMacText } from '@dws/case';
import type { GateDecided } from '@dws/contracts';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { GateMac } from './gate-mac.ts';

const gate: GateDecided = {
  proposalId: 'p1',
  digest: 'd1',
  decision: 'allow',
  mode: 'live',
  reasons: [],
  policiesHash: 'h1',
  controlRevision: -1,
  trustCell: { worker: 'w', actionKind: 'a', risk: 'low', workerVersion: '1' },
  stage: 'supervised',
  reservations: [],
  reviewers: [],
  afterReview: false,
  decidedAt: '2026-03-02T09:00:00.000Z',
  mac: '',
};

describe('the MAC of a gate decision', () => {
  it.each([32, 64, 65, 200])('is HMAC-SHA-256 with a secret of %i bytes', (length) => {
    const secret = Buffer.alloc(length, 'k');
    const expected = createHmac('sha256', secret).update(gateMacText('c1', gate)).digest('base64');
    expect(new GateMac(secret).of('c1', gate)).toBe(expected);
  });

  it.each([
    ['another decision', { decision: 'deny' }],
    ['another digest', { digest: 'd2' }],
    ['another mode', { mode: 'shadow' }],
    ['other policies', { policiesHash: 'h2' }],
    ['another proposal', { proposalId: 'p2' }],
    ['a cut MAC', { mac: 'AAAA' }],
  ])('does not match %s', (_, over) => {
    const mac = new GateMac(Buffer.alloc(32, 'k'));
    const signed = { ...gate, mac: mac.of('c1', gate) };
    expect(mac.matches('c1', signed)).toBe(true);
    expect(mac.matches('c2', signed)).toBe(false);
    expect(mac.matches('c1', { ...signed, ...over })).toBe(false);
  });
});
