import type { CaseEvent, LiveCase } from '@dws/case';
import type { Names } from '../runtime/names.ts';

/** Where a stored case event is published, or null where nobody waits for it. */
export function topicOf(event: CaseEvent, state: LiveCase, names: Names): string | null {
  const { domain } = state.signal;
  switch (event.type) {
    case 'action-proposal':
      return names.topic('action-proposals', domain);
    case 'gate-decided':
    case 'review-decided':
      return names.topic('action-decisions', domain);
    case 'action-executed':
    case 'action-failed':
    case 'action-in-doubt':
    case 'action-reversed':
    case 'reversal-failed':
    case 'reversal-in-doubt':
      return names.topic('action-executions', domain);
    case 'waiting':
      return names.topic('case-due', domain);
    case 'signal-accepted':
    case 'context-assembled':
    case 'planned':
    case 'review-requested':
    case 'frozen':
    case 'released':
    case 'superseded':
    case 'expired':
    case 'claimed':
    case 'reversal-claimed':
    case 'closed':
    case 'doubt-settled':
    case 'feedback':
      return null;
  }
}
