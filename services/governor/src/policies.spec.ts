import { gateFacts, type RegisteredWorker, type Verdict } from '@dws/gate';
import { NO_CASE, type LiveCase } from '@dws/case';
import { describe, expect, it } from 'vitest';
import { POLICIES, proposalOf, type Intention } from './testing/scene.ts';
import { registered } from './testing/workers.ts';

/** Only the version of the plan is looked at. */
const CASE = {
  ...NO_CASE,
  phase: 'open',
  plan: { workerVersion: '1.0.0' },
  proposals: [],
} as unknown as LiveCase;

function judge(intention: Intention, worker: RegisteredWorker | null): Promise<Verdict> {
  return POLICIES.verdict(
    gateFacts(proposalOf(intention, 'case', 0, '2026-03-02T10:00:00.000Z'), CASE),
    worker,
  );
}

const A = 'allow';
const R = 'review';
const D = 'deny';
type Expected = readonly [assistive: string, supervised: string, conditional: string, highTrust: string];

/** Written by hand from the worker catalogue, never from the policies. */
const TABLE: readonly [why: string, Intention, Expected][] = [
  [
    'routing a ticket, sure',
    { worker: 'ticket-classification', kind: 'helpdesk.route-ticket', confidence: 0.8 },
    [R, A, A, A],
  ],
  [
    'routing a ticket, unsure',
    { worker: 'ticket-classification', kind: 'helpdesk.route-ticket', confidence: 0.39 },
    [R, R, R, R],
  ],
  [
    'handing a ticket to a person',
    { worker: 'ticket-classification', kind: 'helpdesk.hand-to-person', confidence: 0.1 },
    [A, A, A, A],
  ],
  ['closing a ticket', { worker: 'ticket-classification', kind: 'helpdesk.close-ticket' }, [D, D, D, D]],
  [
    'a message its manifest prohibits',
    { worker: 'ticket-classification', kind: 'message.send' },
    [D, D, D, D],
  ],
  [
    'an answer in an allowed category',
    { worker: 'ticket-resolution', kind: 'ticket.answer', arguments: { category: 'login' } },
    [R, A, A, A],
  ],
  [
    'an answer in another category',
    { worker: 'ticket-resolution', kind: 'ticket.answer', arguments: { category: 'billing' } },
    [R, R, R, R],
  ],
  [
    'an answer, less sure',
    {
      worker: 'ticket-resolution',
      kind: 'ticket.answer',
      confidence: 0.89,
      arguments: { category: 'login' },
    },
    [R, R, R, R],
  ],
  [
    'an answer to a high-value customer',
    {
      worker: 'ticket-resolution',
      kind: 'ticket.answer',
      customerTier: 'enterprise',
      arguments: { category: 'login' },
    },
    [R, R, R, R],
  ],
  [
    'an answer to a legal matter',
    { worker: 'ticket-resolution', kind: 'ticket.answer', arguments: { category: 'legal' } },
    [R, R, R, R],
  ],
  ['a health score', { worker: 'churn-signal', kind: 'crm.update-health-score' }, [R, A, A, A]],
  [
    'a health score, unsure',
    { worker: 'churn-signal', kind: 'crm.update-health-score', confidence: 0.5 },
    [R, R, R, R],
  ],
  ['a task for a person', { worker: 'churn-signal', kind: 'task.create', confidence: 0.1 }, [A, A, A, A]],
  ['a notice to a colleague', { worker: 'churn-signal', kind: 'chat.notify' }, [A, A, A, A]],
  ['a check-in with a customer', { worker: 'churn-signal', kind: 'message.send' }, [R, R, R, R]],
  ["another worker's duty", { worker: 'churn-signal', kind: 'helpdesk.route-ticket' }, [D, D, D, D]],
  ['a write to billing', { worker: 'churn-signal', kind: 'billing.add-note' }, [D, D, D, D]],
  [
    'a hand-over on its path',
    { worker: 'churn-signal', kind: 'escalate', arguments: { path: 'usage-drop-high-value' } },
    [A, A, A, A],
  ],
  [
    'a hand-over on another path',
    { worker: 'churn-signal', kind: 'escalate', arguments: { path: 'closed-won' } },
    [D, D, D, D],
  ],
  [
    'a next step',
    {
      worker: 'revenue-execution',
      kind: 'crm.update-opportunity',
      arguments: { fields: { nextStep: 'call' } },
    },
    [R, A, A, A],
  ],
  [
    'the amount of a deal',
    {
      worker: 'revenue-execution',
      kind: 'crm.update-opportunity',
      arguments: { fields: { amount: 1, nextStep: 'x' } },
    },
    [D, D, D, D],
  ],
  [
    'a stage of a deal',
    { worker: 'revenue-execution', kind: 'crm.update-opportunity', arguments: { fields: { stage: 'won' } } },
    [D, D, D, D],
  ],
  [
    'fields that are not named',
    { worker: 'revenue-execution', kind: 'crm.update-opportunity' },
    [D, D, D, D],
  ],
  [
    'a message in Revenue, at any stage',
    { worker: 'revenue-execution', kind: 'message.send', confidence: 1 },
    [R, R, R, R],
  ],
  ['a draft', { worker: 'revenue-execution', kind: 'draft.save' }, [A, A, A, A]],
  ['a follow-up task', { worker: 'revenue-execution', kind: 'task.create' }, [A, A, A, A]],
  ['an invoice ready for payment', { worker: 'invoice-review', kind: 'invoice.mark-ready' }, [R, R, R, R]],
  ['a note on an invoice', { worker: 'invoice-review', kind: 'invoice.note' }, [A, A, A, A]],
  ['a payment', { worker: 'invoice-review', kind: 'invoice.pay' }, [D, D, D, D]],
  ['an action of no manifest', { worker: 'churn-signal', kind: 'crm.delete-account' }, [D, D, D, D]],
  [
    'an action said to be less risky than declared',
    { worker: 'churn-signal', kind: 'message.send', more: { risk: 'low' } },
    [D, D, D, D],
  ],
  [
    'a message said to stay inside',
    { worker: 'churn-signal', kind: 'message.send', more: { external: false } },
    [D, D, D, D],
  ],
  [
    'an action by another operation than declared',
    { worker: 'churn-signal', kind: 'task.create', more: { operation: 'account.delete' } },
    [D, D, D, D],
  ],
];

describe.each(TABLE)('%s', (_, intention, [assistive, supervised, conditional, highTrust]) => {
  it.each([
    ['assistive', assistive],
    ['supervised', supervised],
    ['conditional', conditional],
    ['high-trust', highTrust],
  ] as const)('at stage %s: %s', async (stage, expected) => {
    const { result, reasons } = await judge(intention, registered(intention.worker, stage));
    expect(result, JSON.stringify(reasons)).toBe(expected);
  });
});

describe('a worker', () => {
  const task: Intention = { worker: 'churn-signal', kind: 'task.create' };
  const codes = async (worker: RegisteredWorker | null) => {
    const { result, mode, reasons } = await judge(task, worker);
    return [result, mode, reasons.at(-1)?.code];
  };

  it('that is not registered is denied', async () => {
    expect(await codes(null)).toEqual(['deny', 'live', 'worker-not-registered']);
  });

  it.each(['paused', 'retired', 'draft', 'staged', 'anything'])('that is %s is denied', async (status) => {
    expect(await codes(registered('churn-signal', 'supervised', status))).toEqual([
      'deny',
      'live',
      'worker-not-active',
    ]);
  });

  it('in shadow is judged, and never live', async () => {
    const { mode } = await judge(task, registered('churn-signal', 'supervised', 'shadow'));
    expect(mode).toBe('shadow');
  });

  it('whose plan comes from another version is denied', async () => {
    const worker = registered('churn-signal', 'supervised');
    const newer = { ...worker, manifest: { ...worker.manifest, version: '1.1.0' } };
    expect(await codes(newer)).toEqual(['deny', 'live', 'version-not-approved']);
  });

  it('whose code is not the approved code is denied', async () => {
    const worker = { ...registered('churn-signal', 'supervised'), runningCodeHash: 'other' };
    expect(await codes(worker)).toEqual(['deny', 'live', 'code-not-approved']);
  });
});

describe('who is asked', () => {
  it('is named by the row, with its deadline and reason', async () => {
    const { reviewers, deadlineHours, why } = await judge(
      { worker: 'revenue-execution', kind: 'message.send' },
      registered('revenue-execution', 'high-trust'),
    );
    expect({ reviewers, deadlineHours, why }).toEqual({
      reviewers: ['account-owner', 'sales-manager'],
      deadlineHours: 48,
      why: 'what leaves the company in Revenue is approved by a person, at every stage',
    });
  });

  it('is the default of the domain where only the stage asks', async () => {
    const { reviewers, deadlineHours } = await judge(
      { worker: 'churn-signal', kind: 'crm.update-health-score' },
      registered('churn-signal', 'assistive'),
    );
    expect({ reviewers, deadlineHours }).toEqual({
      reviewers: ['head-of-customer-experience'],
      deadlineHours: 24,
    });
  });
});

describe('an edit by a person', () => {
  const worker = registered('revenue-execution', 'supervised');
  const edited = async (editor: string, reviewers: readonly string[], concerned: readonly string[] = []) => {
    const facts = gateFacts(
      proposalOf({ worker: 'revenue-execution', kind: 'message.send' }, 'case', 0, ''),
      CASE,
    );
    const { result, reasons } = await POLICIES.verdict(
      { ...facts, edit: { editor, reviewers, concerned } },
      worker,
    );
    return [result, reasons.at(-1)?.code];
  };

  it('counts as the approval', async () => {
    expect(await edited('ada', ['account-owner', 'sales-manager'])).toEqual(['allow', 'editor-approves']);
  });

  it.each<[string, string, readonly string[], readonly string[], string]>([
    [
      'of somebody who is concerned',
      'ada',
      ['account-owner', 'sales-manager'],
      ['ada'],
      'editor-may-not-approve',
    ],
    [
      "of the worker's technical owner",
      'tom',
      ['account-owner', 'sales-manager'],
      [],
      'editor-may-not-approve',
    ],
    ['of nobody', '', ['account-owner', 'sales-manager'], [], 'editor-may-not-approve'],
    ['of one who was asked where others are asked now', 'ada', ['account-owner'], [], 'stricter-row'],
  ])('%s needs another person', async (_, editor, reviewers, concerned, code) => {
    expect(await edited(editor, reviewers, concerned)).toEqual(['review', code]);
  });

  it('under a row that wants a second person needs another person', async () => {
    const facts = gateFacts(
      proposalOf(
        { worker: 'ticket-resolution', kind: 'ticket.answer', arguments: { category: 'legal' } },
        'case',
        0,
        '',
      ),
      CASE,
    );
    const edit = { editor: 'ada', reviewers: ['head-of-customer-experience'], concerned: [] };
    const { result, reasons } = await POLICIES.verdict(
      { ...facts, edit },
      registered('ticket-resolution', 'supervised'),
    );
    expect([result, reasons.at(-1)?.code]).toEqual(['review', 'second-person']);
  });
});
