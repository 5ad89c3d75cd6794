import type { ActionProposal, ReviewDecided } from '@dws/contracts';
import type { CaseEvent } from '../case-event.ts';
import { editedProposalIdOf, proposalDigest } from '../digests.ts';
import { findProposal, type CaseState } from '../state.ts';
import { refuse, settle, type Decision } from './decision.ts';

/**
 * A person's decision on exactly the digest they were shown. An edit mints a new proposal that passes the gate
 * again, with the editor counted as its approver. Of two people at once the first append wins.
 */
export function review(decision: ReviewDecided, state: CaseState): Decision {
  if (state.phase === 'none') return refuse('no-case', 'a review needs a case');
  const entry = findProposal(state, decision.proposalId);
  if (!entry)
    return refuse('no-proposal', `case ${state.signal.caseId} has no proposal ${decision.proposalId}`);
  const { proposal, status } = entry;
  if (status.at !== 'under-review')
    return refuse('wrong-status', `the proposal is ${status.at}, not under review`);
  if (proposal.digest !== decision.digest || status.review.reviewId !== decision.reviewId) {
    return refuse(
      'digest-mismatch',
      `the packet shows digest ${decision.digest}, the proposal has ${proposal.digest}`,
    );
  }
  if (decision.decidedAt > status.review.dueAt)
    return refuse('expired', `the review was due at ${status.review.dueAt}`);
  const events: CaseEvent[] = [{ type: 'review-decided', data: decision }];
  if (decision.verdict === 'edit') {
    if (!decision.editedArguments)
      return refuse('editor-needs-arguments', 'an edit needs the edited arguments');
    events.push({
      type: 'action-proposal',
      data: editedProposal(proposal, decision, decision.editedArguments),
    });
  }
  return settle(state, events, decision.decidedAt);
}

function editedProposal(
  original: ActionProposal,
  decision: ReviewDecided,
  edited: NonNullable<ReviewDecided['editedArguments']>,
): ActionProposal {
  const digest = proposalDigest({ ...original, arguments: edited });
  return {
    ...original,
    proposalId: editedProposalIdOf(original.proposalId, digest),
    arguments: edited,
    digest,
    origin: 'edit',
    editedFrom: original.proposalId,
    editedBy: decision.reviewer,
    proposedAt: decision.decidedAt,
  };
}

/** Closes a review or an approval that nobody used in time. Nothing runs on silence. */
export function expire(proposalId: string, now: string, state: CaseState): Decision {
  if (state.phase === 'none') return refuse('no-case', 'nothing can expire without a case');
  const entry = findProposal(state, proposalId);
  if (!entry) return refuse('no-proposal', `case ${state.signal.caseId} has no proposal ${proposalId}`);
  const { proposal, status } = entry;
  const overdue = status.at === 'under-review' && now >= status.review.dueAt;
  const stale = (status.at === 'allowed' || status.at === 'approved') && now >= proposal.expiresAt;
  if (!overdue && !stale)
    return refuse('too-early', `the proposal is ${status.at} and nothing of it has run out`);
  const reason = overdue ? 'review-overdue' : 'approval-expired';
  return settle(
    state,
    [{ type: 'expired', data: { proposalId, digest: proposal.digest, reason, at: now } }],
    now,
  );
}
