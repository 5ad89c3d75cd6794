import type { RegisteredWorker, Registry } from '@dws/gate';
import type { ActionDeclaration, MaturityStage, WorkerManifest } from '@dws/worker';

const action = (
  kind: string,
  system: string,
  operation: string,
  more: Partial<ActionDeclaration> = {},
): ActionDeclaration => ({
  kind,
  system,
  operation,
  risk: 'low',
  external: false,
  meaningful: false,
  expiresAfterHours: 72,
  ...more,
});

const SENDS = action('message.send', 'email', 'message.send', {
  risk: 'medium',
  external: true,
  meaningful: true,
});

const COMMON = {
  version: '1.0.0',
  purpose: 'to be governed',
  businessOwner: 'bea',
  technicalOwner: 'tom',
  triggers: [],
  reads: [],
  prohibited: [],
  escalations: [],
  supersedes: true,
  stage: 'assistive',
  retrySeconds: [],
  baselineMinutes: {},
} satisfies Partial<WorkerManifest>;

/** What the workers of these specs may do, as their manifests say it. */
export const MANIFESTS: readonly WorkerManifest[] = [
  {
    ...COMMON,
    id: 'ticket-classification',
    domain: 'customer-experience',
    actions: [
      action('helpdesk.route-ticket', 'helpdesk', 'ticket.route', { meaningful: true }),
      action('helpdesk.hand-to-person', 'helpdesk', 'ticket.route'),
      action('helpdesk.close-ticket', 'helpdesk', 'ticket.close', { meaningful: true }),
      SENDS,
    ],
    prohibited: ['message.send'],
  },
  {
    ...COMMON,
    id: 'ticket-resolution',
    domain: 'customer-experience',
    actions: [action('ticket.answer', 'helpdesk', 'ticket.answer', { external: true, meaningful: true })],
  },
  {
    ...COMMON,
    id: 'churn-signal',
    domain: 'customer-experience',
    actions: [
      action('crm.update-health-score', 'crm', 'account.update-health-score', { meaningful: true }),
      action('task.create', 'crm', 'task.create'),
      action('chat.notify', 'chat', 'message.post'),
      action('helpdesk.route-ticket', 'helpdesk', 'ticket.route', { meaningful: true }),
      action('billing.add-note', 'billing', 'note.add'),
      SENDS,
    ],
    escalations: ['usage-drop-high-value'],
  },
  {
    ...COMMON,
    id: 'revenue-execution',
    domain: 'revenue',
    actions: [
      action('crm.update-opportunity', 'crm', 'opportunity.update-fields', { meaningful: true }),
      action('crm.update-health-score', 'crm', 'account.update-health-score', { meaningful: true }),
      action('draft.save', 'email', 'draft.save'),
      action('task.create', 'crm', 'task.create'),
      SENDS,
    ],
  },
  {
    ...COMMON,
    id: 'invoice-review',
    domain: 'finance',
    actions: [
      action('invoice.mark-ready', 'erp', 'invoice.mark-ready', { meaningful: true }),
      action('invoice.note', 'erp', 'invoice.add-note'),
      action('invoice.pay', 'erp', 'invoice.pay', { meaningful: true, risk: 'high' }),
    ],
  },
];

export function registered(id: string, stage: MaturityStage, status = 'active'): RegisteredWorker {
  const manifest = MANIFESTS.find((candidate) => candidate.id === id);
  if (!manifest) throw new Error(`no manifest of ${id}`);
  return { manifest, stage, status, codeHash: 'c0de' };
}

/** Everybody of the manifests, at one stage. */
export function registryAt(stage: MaturityStage, status = 'active'): Registry {
  const workers = new Map(MANIFESTS.map(({ id }) => [id, registered(id, stage, status)]));
  return (id) => workers.get(id) ?? null;
}
