import type { WorkerManifest } from '@dws/worker';

export const manifest: WorkerManifest = {
  id: 'ticket-classification',
  domain: 'customer-experience',
  version: '1.0.0',
  purpose: 'Says what a ticket is about, how urgent it is and how the customer feels, and routes it.',
  businessOwner: 'head-of-support',
  technicalOwner: 'support-engineering',
  triggers: [
    { signalType: 'ticket.created', workflow: 'ticket-intake' },
    { signalType: 'ticket.reopened', workflow: 'ticket-intake' },
  ],
  feedback: [
    { signalType: 'ticket.recategorised', kind: 'override' },
    { signalType: 'ticket.reopened', kind: 'reopened' },
  ],
  reads: [
    { system: 'helpdesk', recordType: 'ticket', fields: ['status', 'queue', 'category', 'urgency'] },
    { system: 'crm', recordType: 'account', fields: ['tier', 'yearlyValue'] },
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
    {
      // The same operation, to a person's queue: a hand-over to a person waits for nobody's approval.
      kind: 'helpdesk.hand-to-person',
      system: 'helpdesk',
      operation: 'ticket.route',
      risk: 'low',
      external: false,
      meaningful: false,
      expiresAfterHours: 24,
    },
    {
      kind: 'helpdesk.add-note',
      system: 'helpdesk',
      operation: 'ticket.add-note',
      risk: 'low',
      external: false,
      meaningful: false,
      expiresAfterHours: 24,
    },
  ],
  prohibited: ['message.send', 'helpdesk.close-ticket'],
  escalations: [],
  supersedes: true,
  model: 'ticket-classification',
  stage: 'assistive',
  retrySeconds: [5, 30, 120],
  baselineMinutes: { 'helpdesk.route-ticket': 3, 'helpdesk.hand-to-person': 1, 'helpdesk.add-note': 1 },
};
