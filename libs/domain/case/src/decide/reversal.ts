import type { ActionReversed, ReversalClaimed, ReversalFailed, ReversalInDoubt } from '@dws/contracts';
import { reversalReferenceOf } from '../digests.ts';
import { findProposal, type CaseState, type LiveCase, type ProposalState } from '../state.ts';
import { undoable } from '../unwanted.ts';
import { holdOf } from '../holds.ts';
import { refuse, settle, type Decision } from './decision.ts';

/** Executed steps that are to be undone, last first. */
export function reversalsDue(state: CaseState): readonly ProposalState[] {
  return state.phase === 'open' ? undoable(state) : [];
}

/**
 * The step to undo now, or null. One after the other, and only when nothing else of the case is under way: what is
 * claimed or in doubt may still turn out as executed, and would then come before it.
 */
export function nextReversal(state: CaseState): ProposalState | null {
  const next = nextUnheld(state);
  return next && state.phase === 'open' && !holdOf(state, next.proposal) ? next : null;
}

/** The same whatever holds it. */
function nextUnheld(state: CaseState): ProposalState | null {
  if (state.phase !== 'open' || isUnderWay(state)) return null;
  return undoable(state)[0] ?? null;
}

/** Takes the right to undo one executed step, once; the append decides between two executors and a freeze. */
export function claimReversal(claimed: ReversalClaimed, state: CaseState): Decision {
  if (state.phase === 'none') return refuse('no-case', 'a reversal needs a case');
  const entry = findProposal(state, claimed.proposalId);
  if (!entry)
    return refuse('no-proposal', `case ${state.signal.caseId} has no proposal ${claimed.proposalId}`);
  const hold = holdOf(state, entry.proposal);
  if (hold) return refuse('held', `control order ${hold.order} holds it`);
  const flaw = obstacleToReversal(entry, state);
  if (flaw) return flaw;
  const { proposal } = entry;
  if (proposal.digest !== claimed.digest || proposal.reversal !== claimed.operation)
    return refuse(
      'digest-mismatch',
      `expected ${proposal.reversal} of ${proposal.digest}, found ${claimed.operation} of ${claimed.digest}`,
    );
  if (claimed.reference !== reversalReferenceOf(state.signal.caseId, claimed.digest))
    return refuse('digest-mismatch', 'the reference must follow from case and digest alone');
  return { events: [{ type: 'reversal-claimed', data: claimed }] };
}

export type ReversalEnd =
  | { readonly type: 'action-reversed'; readonly data: ActionReversed }
  /** Also without a claim, where its system names nothing that would undo it. */
  | { readonly type: 'reversal-failed'; readonly data: ReversalFailed }
  | { readonly type: 'reversal-in-doubt'; readonly data: ReversalInDoubt };

/** How undoing ended. What could not be undone stands, and the case says so. */
export function endReversal(end: ReversalEnd, state: CaseState): Decision {
  if (state.phase === 'none') return refuse('no-case', 'a reversal needs a case');
  const entry = findProposal(state, end.data.proposalId);
  if (!entry)
    return refuse('no-proposal', `case ${state.signal.caseId} has no proposal ${end.data.proposalId}`);
  if (entry.proposal.digest !== end.data.digest)
    return refuse('digest-mismatch', `executed was ${entry.proposal.digest}, found ${end.data.digest}`);
  const unclaimed = end.type === 'reversal-failed' && entry.status.at === 'executed';
  const flaw = unclaimed
    ? obstacleToReversal(entry, state)
    : entry.status.at === 'reversing'
      ? null
      : done(entry);
  return flaw ?? settle(state, [end], end.data.at);
}

function obstacleToReversal(entry: ProposalState, state: LiveCase): Decision | null {
  if (entry.status.at !== 'executed') return done(entry);
  const { proposalId } = entry.proposal;
  return nextUnheld(state)?.proposal.proposalId === proposalId
    ? null
    : refuse('not-eligible', `${proposalId} is not the step to undo now`);
}

function done({ status }: ProposalState): Decision {
  const ended = status.at === 'reversed' || status.at === 'reversal-failed' || status.at === 'reversing';
  return refuse(ended ? 'already-done' : 'wrong-status', `the action is ${status.at}`);
}

function isUnderWay({ proposals }: LiveCase): boolean {
  return proposals.some(({ status: { at } }) => UNDER_WAY.has(at));
}

const UNDER_WAY: ReadonlySet<string> = new Set(['claimed', 'in-doubt', 'reversing', 'reversal-in-doubt']);
