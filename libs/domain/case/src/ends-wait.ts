import type { Waiting } from '@dws/contracts';
import type { CaseEvent } from './case-event.ts';

/**
 * Whether a standing wait is over once `event` stands. A retry belongs to one action: what becomes of the case's
 * other actions meanwhile must not end it, or the claim would never be woken again.
 */
export function endsWait(wait: Pick<Waiting, 'proposalId'>, event: CaseEvent): boolean {
  switch (event.type) {
    case 'frozen':
    case 'released':
      return false;
    case 'waiting':
    case 'closed':
      return true;
    case 'action-executed':
    case 'action-failed':
    case 'action-in-doubt':
    case 'doubt-settled':
    case 'reversal-claimed':
    case 'action-reversed':
    case 'reversal-failed':
    case 'reversal-in-doubt':
    case 'claimed':
    case 'expired':
      return wait.proposalId === undefined || wait.proposalId === event.data.proposalId;
    case 'signal-accepted':
    case 'context-assembled':
    case 'planned':
    case 'action-proposal':
    case 'gate-decided':
    case 'review-requested':
    case 'review-decided':
    case 'feedback':
      return wait.proposalId === undefined;
    case 'superseded':
      return wait.proposalId === undefined || event.data.proposalIds.includes(wait.proposalId);
  }
}
