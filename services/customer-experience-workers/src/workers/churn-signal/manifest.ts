import type { ActionDeclaration, WorkerManifest } from '@dws/worker';

const INTERNAL = { risk: 'low', external: false, meaningful: false, expiresAfterHours: 72 } as const;

const actions: readonly ActionDeclaration[] = [
  {
    ...INTERNAL,
    kind: 'crm.update-health-score',
    system: 'crm',
    operation: 'account.update-health-score',
    meaningful: true,
  },
  { ...INTERNAL, kind: 'chat.notify', system: 'chat', operation: 'message.post' },
  { ...INTERNAL, kind: 'crm.add-note', system: 'crm', operation: 'account.add-note' },
  // Saved for the customer success manager to read, change and send; nothing leaves the company.
  { ...INTERNAL, kind: 'draft.save', system: 'email', operation: 'draft.save' },
  { ...INTERNAL, kind: 'task.create', system: 'crm', operation: 'task.create' },
];

export const manifest: WorkerManifest = {
  id: 'churn-signal',
  domain: 'customer-experience',
  version: '1.0.0',
  purpose:
    'Sees early that a customer may leave, tells its customer success manager once, and prepares what helps.',
  businessOwner: 'head-of-customer-experience',
  technicalOwner: 'customer-success-engineering',
  triggers: ['usage.dropped', 'usage.recovered', 'logins.fell', 'score.low', 'renewal.near'].map(
    (signalType) => ({ signalType, workflow: 'churn-watch' }),
  ),
  reads: [
    {
      system: 'crm',
      recordType: 'account',
      fields: ['name', 'tier', 'yearlyValue', 'owner', 'csm', 'renewalDate', 'healthScore'],
    },
    { system: 'crm', recordType: 'contact', fields: ['name', 'email', 'lastContactAt'] },
    { system: 'analytics', recordType: 'usage', fields: ['metric', 'daily', 'lastDay'] },
    { system: 'analytics', recordType: 'login', fields: ['daily', 'lastDay', 'lastLoginAt'] },
    { system: 'helpdesk', recordType: 'ticket', fields: ['status'] },
    { system: 'billing', recordType: 'invoice', fields: ['amount', 'dueDate', 'status', 'disputed'] },
  ],
  actions,
  prohibited: ['message.send'],
  escalations: ['usage-drop-high-value', 'unpaid-invoice-churn-risk'],
  supersedes: true,
  stage: 'assistive',
  retrySeconds: [10, 60, 300],
  baselineMinutes: {
    'crm.update-health-score': 4,
    'chat.notify': 3,
    'crm.add-note': 8,
    'draft.save': 10,
    'task.create': 2,
    escalate: 6,
  },
};
