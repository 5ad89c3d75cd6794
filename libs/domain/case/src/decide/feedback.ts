import type { Feedback } from '@dws/contracts';
import type { CaseEvent } from '../case-event.ts';
import { findProposal, type CaseState } from '../state.ts';
import { refuse, type Decision } from './decision.ts';

/**
 * What came later, also after the case was closed: the same word of the same time counts once. One that reopens a closed
 * case lets its worker plan again, at once; an open case is under way already.
 */
export function recordFeedback(feedback: Feedback, state: CaseState): Decision {
  if (state.phase === 'none') return refuse('no-case', 'feedback needs a case');
  const { caseId, domain, subject } = state.signal;
  const { proposalId, kind, by, at } = feedback;
  if (proposalId !== undefined && !findProposal(state, proposalId))
    return refuse('no-proposal', `case ${caseId} has no proposal ${proposalId}`);
  if (state.feedback.some((known) => known.kind === kind && known.by === by && known.at === at))
    return refuse('already-done', `${by} said that already`);
  const events: CaseEvent[] = [{ type: 'feedback', data: feedback }];
  if (feedback.reopens && state.phase === 'closed')
    events.push({
      type: 'waiting',
      data: {
        reason: 'replan',
        wakes: 'worker',
        dueAt: at,
        attempt: 1,
        detail: `${by} opened the case again`,
        since: at,
        domain,
        subject,
      },
    });
  return { events };
}
