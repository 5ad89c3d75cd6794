import type { JsonObject } from '@dws/kernel';
import { numberFact, textFact, type Plan, type WorkerDefinition, type WorkerManifest } from '@dws/worker';

/**
 * The worker that is measured: three context reads, a plan on them, one low-risk write with a conditional
 * version. It takes the id of a real worker, so that the shipped policies and tables gate it.
 */
const manifest: WorkerManifest = {
  id: 'ticket-classification',
  domain: 'customer-experience',
  version: '1.0.0',
  purpose: 'The governed action that the benchmark counts',
  businessOwner: 'head-of-customer-experience',
  technicalOwner: 'platform-team',
  triggers: [{ signalType: 'ticket.created', workflow: 'bench' }],
  reads: [
    {
      system: 'crm',
      recordType: 'account',
      fields: ['name', 'tier', 'yearlyValueMinor', 'owner', 'healthScore'],
    },
    { system: 'helpdesk', recordType: 'ticket', fields: ['subject', 'status', 'queue'] },
    { system: 'billing', recordType: 'invoice', fields: ['status', 'dueDate', 'amountMinor'] },
  ],
  actions: [
    {
      kind: 'helpdesk.route-ticket',
      system: 'helpdesk',
      operation: 'ticket.route',
      risk: 'low',
      external: false,
      meaningful: true,
      expiresAfterHours: 24,
    },
  ],
  prohibited: ['email.send-message'],
  escalations: [],
  supersedes: false,
  stage: 'supervised',
  retrySeconds: [1, 5],
  baselineMinutes: { 'helpdesk.route-ticket': 3 },
};

export const BENCH_WORKER: WorkerDefinition = {
  manifest,
  context: ({ body, subject }) => {
    const accountId = typeof body['accountId'] === 'string' ? body['accountId'] : '';
    const need = (name: string, system: string, recordType: string, by: { id: string }) =>
      ({ name, system, recordType, by, required: false, staleAfterSeconds: 3600 }) as const;
    return [
      need('account', 'crm', 'account', { id: accountId }),
      need('ticket', 'helpdesk', 'ticket', { id: subject }),
      {
        name: 'invoices',
        system: 'billing',
        recordType: 'invoice',
        by: { match: { accountId }, limit: 3 },
        required: false,
        staleAfterSeconds: 3600,
      },
    ];
  },
  tables: { queues: { high: 'priority', normal: 'general' } },
  tablesVersion: 'bench',
  plan: ({ signal, context }): Plan => {
    const tier = textFact(context, 'account', 'tier') ?? 'unknown';
    const health = numberFact(context, 'account', 'healthScore') ?? 0;
    const queue = tier === 'enterprise' ? 'priority' : 'general';
    const routed: JsonObject = {
      ticketId: signal.subject,
      queue,
      category: 'question',
      urgency: 'normal',
      sentiment: 'neutral',
    };
    return {
      outcome: 'act',
      confidence: 0.93,
      rationale: `The account's tier is ${tier} and its health score ${health}.`,
      actions: [
        {
          kind: 'helpdesk.route-ticket',
          arguments: routed,
          summary: `Route ticket ${signal.subject} to ${queue}`,
          rationale: `Tier ${tier} goes to ${queue}.`,
          confidence: 0.93,
          customerTier: tier,
        },
      ],
      missingInputs: [...context.missing],
      findings: [],
      memo: {},
    };
  },
};

/** The same with one context read, for systems over HTTP. */
export const HTTP_BENCH_WORKER: WorkerDefinition = {
  ...BENCH_WORKER,
  context: (signal, soFar) => BENCH_WORKER.context(signal, soFar).slice(0, 1),
};
