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
  {
    ...INTERNAL,
    kind: 'crm.update-opportunity',
    system: 'crm',
    operation: 'opportunity.update-fields',
    meaningful: true,
  },
  {
    kind: 'message.send',
    system: 'email',
    operation: 'message.send',
    risk: 'medium',
    external: true,
    meaningful: true,
    expiresAfterHours: 72,
  },
  { ...INTERNAL, kind: 'task.create', system: 'crm', operation: 'task.create', reversal: 'task.cancel' },
  { ...INTERNAL, kind: 'chat.notify', system: 'chat', operation: 'message.post' },
];

const SIGNALS = [
  'opportunity.stalled',
  'opportunity.stage-changed',
  'email.reply-received',
  'meeting.outcome-recorded',
  'renewal.date-near',
];

export const manifest: WorkerManifest = {
  id: 'revenue-execution',
  domain: 'revenue',
  version: '1.0.0',
  purpose:
    'Keeps deals and accounts moving: next step, follow-up for approval, task, and the fields that say so.',
  businessOwner: 'head-of-revenue',
  technicalOwner: 'revenue-operations',
  triggers: [
    { signalType: 'escalation-raised', path: 'usage-drop-high-value', workflow: 'account-rescue' },
    ...SIGNALS.map((signalType) => ({ signalType, workflow: 'deal-progress' })),
  ],
  reads: [
    {
      system: 'crm',
      recordType: 'account',
      fields: ['name', 'tier', 'yearlyValue', 'owner', 'csm', 'renewalDate', 'healthScore'],
    },
    { system: 'crm', recordType: 'contact', fields: ['name', 'email', 'title', 'lastContactAt'] },
    {
      system: 'crm',
      recordType: 'opportunity',
      fields: ['name', 'stage', 'amount', 'owner', 'lastActivityAt', 'nextStep', 'nextStepDate'],
    },
  ],
  actions,
  prohibited: ['crm.close-opportunity', 'crm.change-amount', 'crm.change-stage'],
  escalations: [],
  supersedes: true,
  stage: 'assistive',
  retrySeconds: [10, 60, 300],
  baselineMinutes: {
    'crm.update-health-score': 4,
    'crm.update-opportunity': 4,
    'message.send': 12,
    'task.create': 2,
    'chat.notify': 3,
  },
};
