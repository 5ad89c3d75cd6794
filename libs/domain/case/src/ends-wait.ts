import type { Waiting } from '@dws/contracts';
import type { CaseEvent } from './case-event.ts';

/**
 * Whether a standing wait is over once `event` stands. A case may wait for several things at once: each claim that is
 * tried again has a wait of its own, and the case has one for its next plan. Only what concerns a wait ends it, or what
 * waits would never be woken again.
 */
export function endsWait(wait: Pick<Waiting, 'proposalId'>, event: CaseEvent): boolean {
  switch (event.type) {
    case 'closed':
      return true;
    case 'planned':
      return wait.proposalId === undefined;
    case 'waiting':
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
      return wait.proposalId === event.data.proposalId;
    case 'superseded':
      return wait.proposalId !== undefined && event.data.proposalIds.includes(wait.proposalId);
    case 'frozen':
    case 'released':
    case 'signal-accepted':
    case 'context-assembled':
    case 'action-proposal':
    case 'gate-decided':
    case 'review-requested':
    case 'review-decided':
    case 'feedback':
      return false;
  }
}
