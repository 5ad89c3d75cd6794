import type { ActionExecuted, ActionFailed, ActionInDoubt, Change } from '@dws/contracts';
import { findProposal, isUnclaimed, type CaseState } from '../state.ts';
import { refuse, settle, type Decision } from './decision.ts';

export type Outcome =
  | { readonly type: 'action-executed'; readonly data: ActionExecuted }
  | { readonly type: 'action-failed'; readonly data: ActionFailed }
  | { readonly type: 'action-in-doubt'; readonly data: ActionInDoubt };

/** How often a case is planned again because its facts changed, before a failure is left to stand. */
export const MAX_PLANS = 4;

/** How a claim ended. A doubt may be settled later, by a person or by the system's own answer. */
export function recordOutcome(outcome: Outcome, state: CaseState): Decision {
  if (state.phase === 'none') return refuse('no-case', 'an outcome needs a case');
  const { proposalId, digest } = outcome.data;
  const entry = findProposal(state, proposalId);
  if (!entry) return refuse('no-proposal', `case ${state.signal.caseId} has no proposal ${proposalId}`);
  const { status } = entry;
  if (status.at !== 'claimed' && status.at !== 'in-doubt') {
    const done = !isUnclaimed(status);
    return refuse(done ? 'already-done' : 'wrong-status', `the proposal is ${status.at}, not claimed`);
  }
  if (status.at === 'in-doubt' && outcome.type === 'action-in-doubt')
    return refuse('already-done', 'it is in doubt already');
  if (status.claim.digest !== digest)
    return refuse('digest-mismatch', `claimed was ${status.claim.digest}, found ${digest}`);
  return settle(state, [outcome], atOf(outcome));
}

/**
 * A write that was refused because its record changed: the claim failed, what is unclaimed falls away, and the
 * worker plans again on what is true now.
 */
export function failForReplan(failure: ActionFailed, changes: readonly Change[], state: CaseState): Decision {
  const decision = recordOutcome({ type: 'action-failed', data: failure }, state);
  if (decision.refusal || state.phase !== 'open' || state.attempts >= MAX_PLANS) return decision;
  const proposalIds = state.proposals
    .filter(({ status }) => isUnclaimed(status))
    .map(({ proposal }) => proposal.proposalId);
  const data = {
    proposalIds,
    reason: 'context-changed',
    byCase: '',
    changes: [...changes],
    at: failure.failedAt,
    replan: true,
  };
  return {
    events: [
      { type: 'action-failed', data: failure },
      { type: 'superseded', data },
    ],
  };
}

function atOf(outcome: Outcome): string {
  if (outcome.type === 'action-executed') return outcome.data.executedAt;
  return outcome.type === 'action-failed' ? outcome.data.failedAt : outcome.data.at;
}
