import type { StoreEvent } from '@dws/contracts';
import { describe, expect, it } from 'vitest';
import { sayEvent } from './event.ts';

const summaryOf = (): string => 'Send a check-in to Nordwind.';
/** Events as they come over the wire, with the members that the sentence needs. */
const say = (type: string, data: Record<string, unknown>) =>
  sayEvent({ type, data } as unknown as StoreEvent, summaryOf);

describe('an event in plain words', () => {
  it.each([
    [
      'signal-accepted',
      { signalType: 'usage.dropped', source: 'https://analytics.example', worker: 'churn-signal' },
      'churn-signal took up usage dropped from https://analytics.example.',
      'plain',
    ],
    [
      'signal-accepted',
      { signalType: 'escalation-raised', worker: 'revenue-execution', parentWorker: 'churn-signal' },
      'revenue-execution took up escalation raised from churn-signal, by an escalation.',
      'plain',
    ],
    [
      'context-assembled',
      {
        records: [
          { name: 'account', system: 'crm' },
          { name: 'contacts', system: 'crm' },
          { name: 'contacts', system: 'crm' },
          { name: 'usage', system: 'analytics' },
        ],
        missing: [{ name: 'invoices', reason: 'unavailable' }],
      },
      'Read account (crm), contacts (crm, 2 records) and usage (analytics); missing invoices (unavailable).',
      'plain',
    ],
    ['context-assembled', { records: [], missing: [] }, 'No record was read.', 'plain'],
    [
      'planned',
      { outcome: 'act', proposals: 2, confidence: 0.82, rationale: 'Use fell by 45 %.' },
      'Planned 2 actions, confidence 82 %. Use fell by 45 %.',
      'plain',
    ],
    [
      'planned',
      { outcome: 'ask-person', proposals: 0, confidence: 0.1, rationale: 'The account is unknown.' },
      'Planned: ask person, confidence 10 %. The account is unknown.',
      'plain',
    ],
    [
      'action-proposal',
      { summary: 'Send a check-in.', origin: 'edit', editedBy: 'maria.keller' },
      'Proposed again as maria.keller edited it: Send a check-in.',
      'person',
    ],
    [
      'gate-decided',
      {
        decision: 'review',
        mode: 'live',
        proposalId: 'p',
        reasons: [
          { step: 'scope', text: 'In scope.' },
          { step: 'checkpoint', text: 'The message leaves the company.' },
        ],
      },
      'A person must decide: Send a check-in to Nordwind. The message leaves the company.',
      'person',
    ],
    [
      'gate-decided',
      { decision: 'allow', mode: 'shadow', proposalId: 'p', reasons: [] },
      'Allowed: Send a check-in to Nordwind. Shadow: recorded, never performed.',
      'plain',
    ],
    [
      'gate-decided',
      { decision: 'deny', mode: 'live', reasons: [] },
      'Denied: Send a check-in to Nordwind.',
      'stop',
    ],
    // A decision that nobody has defined yet never reads as a permission.
    [
      'gate-decided',
      { decision: 'maybe', mode: 'live', reasons: [] },
      'Denied: Send a check-in to Nordwind.',
      'stop',
    ],
    [
      'review-decided',
      { reviewer: 'maria.keller', verdict: 'reject', reasonCode: 'wrong-tone', comment: 'Too stiff' },
      'maria.keller rejected: Send a check-in to Nordwind (wrong tone: Too stiff).',
      'stop',
    ],
    ['frozen', { kind: 'kill' }, 'Held by a kill order.', 'stop'],
    [
      'reversal-claimed',
      { claimant: 'executor/1', reason: 'the letter was rejected' },
      'executor/1 undoes it, because the letter was rejected: Send a check-in to Nordwind.',
      'stop',
    ],
    [
      'reversal-failed',
      { message: 'somebody changed it' },
      'Could not be undone, so it stands: Send a check-in to Nordwind (somebody changed it).',
      'bad',
    ],
    ['action-executed', { durationMs: 42 }, 'Done in 42 ms: Send a check-in to Nordwind.', 'good'],
    ['action-in-doubt', { detail: 'No answer' }, 'In doubt: Send a check-in to Nordwind (No answer).', 'bad'],
    [
      'doubt-settled',
      { person: 'maria.keller', verdict: 'executed', note: 'It is in the outbox', proposalId: 'p' },
      'maria.keller found that it was executed: Send a check-in to Nordwind (It is in the outbox).',
      'person',
    ],
    [
      'doubt-settled',
      { person: 'maria.keller', verdict: 'failed', note: '', proposalId: 'p' },
      'maria.keller found that it was not executed: Send a check-in to Nordwind.',
      'person',
    ],
    [
      'closed',
      { outcome: 'executed', summary: 'One message sent.' },
      'Closed, executed. One message sent.',
      'plain',
    ],
    ['moon-landed', {}, 'moon landed.', 'plain'],
  ])('%s %j', (type, data, text, tone) => {
    expect(say(type, data)).toEqual({ text, tone });
  });
});
