import type { HttpSystemsManifest } from './manifest.ts';

const K = { effectClass: 'K' } as const;
const Q = { effectClass: 'Q' } as const;
const N = { effectClass: 'N' } as const;

const OPERATIONS: Readonly<Record<string, HttpSystemsManifest[string]['operations']>> = {
  crm: {
    'account.update-health-score': K,
    'account.add-note': K,
    'opportunity.update-fields': K,
    'task.create': {
      effectClass: 'K',
      reversal: { operation: 'task.cancel', recordType: 'task', arguments: { taskId: 'recordId' } },
    },
    'task.cancel': K,
  },
  analytics: {},
  helpdesk: { 'ticket.route': K, 'ticket.add-note': K, 'ticket.create': K },
  billing: { 'note.add': K },
  email: { 'message.send': Q, 'draft.save': K },
  chat: { 'message.post': N },
};

/** The systems of services/sandbox at an address such as `http://127.0.0.1:7400`. */
export function sandboxManifest(
  sandboxUrl: string,
  settings: Omit<HttpSystemsManifest[string], 'baseUrl' | 'operations'> = {},
): HttpSystemsManifest {
  const root = sandboxUrl.replace(/\/$/, '');
  return Object.fromEntries(
    Object.entries(OPERATIONS).map(([system, operations]) => [
      system,
      { ...settings, baseUrl: `${root}/${system}`, operations },
    ]),
  );
}
