import { expect, it } from 'vitest';
import type { Packet } from './answers.ts';
import { packetText } from './packet-text.ts';

const PACKET: Packet = {
  reviewId: 'r-1',
  caseId: 'c-1',
  worker: 'revenue-execution',
  state: 'open',
  digest: 'd1',
  why: 'the edit passes a limit',
  reviewers: ['sales-manager'],
  dueAt: '2026-03-02T00:00:00.000Z',
  confidence: 0.9,
  trigger: { signalType: 'usage.dropped', subject: 'acc-1', occurredAt: '2026-03-01T00:00:00.000Z' },
  action: {
    kind: 'message.send',
    summary: 'Write to Kim.',
    rationale: 'less use',
    arguments: { to: 'kim', body: 'Hi' },
  },
  edit: { by: 'erin', before: { to: 'kim', body: 'Hello' }, after: { to: 'kim', body: 'Hi' } },
  facts: [],
  missing: [],
  changedSince: [],
};

it('shows an edit as what it changed, before and after', () => {
  const text = packetText(PACKET);
  expect(text).toContain('Edited by erin:\n  - body: "Hello"\n  + body: "Hi"\n\n');
  expect(text).not.toContain('- to');
});

it('says nothing of edits where there was none', () => {
  expect(packetText({ ...PACKET, edit: null })).not.toContain('Edited');
});
