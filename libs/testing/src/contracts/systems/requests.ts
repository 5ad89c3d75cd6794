import type { WriteRequest } from '@dws/ports';
import type { SystemsSubject } from './subject.ts';

export const ACCOUNT = 'acc-0001';

/** Long enough for a busy machine, short enough to see a hang. */
const PATIENCE_MS = 5_000;

export function deadlineOf(subject: SystemsSubject, milliseconds = PATIENCE_MS): number {
  return subject.now() + milliseconds;
}

const AUTHOR = { worker: 'churn-signal', caseId: 'case-1', digest: 'd1', expects: [] };

/** Class K. */
export function scoreWrite(changes: Partial<WriteRequest> = {}): WriteRequest {
  return {
    system: 'crm',
    operation: 'account.update-health-score',
    arguments: { accountId: ACCOUNT, healthScore: 31 },
    reference: 'ref-score',
    ...AUTHOR,
    ...changes,
  };
}

/** Class Q. */
export function mailWrite(changes: Partial<WriteRequest> = {}): WriteRequest {
  return {
    system: 'email',
    operation: 'message.send',
    arguments: { to: ['amelie@northwind.example'], subject: 'Checking in', body: 'How are things, Amélie?' },
    reference: 'ref-mail',
    ...AUTHOR,
    ...changes,
  };
}

/** Class N. */
export function chatWrite(changes: Partial<WriteRequest> = {}): WriteRequest {
  return {
    system: 'chat',
    operation: 'message.post',
    arguments: { channel: 'customer-success', text: 'Usage fell by 45 %' },
    reference: 'ref-chat',
    ...AUTHOR,
    ...changes,
  };
}
