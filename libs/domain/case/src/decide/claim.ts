import type { Claimed } from '@dws/contracts';
import { referenceOf } from '../digests.ts';
import {
  findProposal,
  type CaseState,
  type LiveCase,
  type ProposalState,
  type ProposalStatus,
} from '../state.ts';
import { holdOf } from '../holds.ts';
import { refuse, type Decision } from './decision.ts';

/**
 * Takes the right to perform one proposal, once. Refused unless an allow of exactly this digest stands in the
 * case, after an approval a second one that counted it, and nothing holds it. The append of the claim is what decides between two executors, a
 * freeze and an expiry.
 */
export function claim(claimed: Claimed, state: CaseState): Decision {
  if (state.phase === 'none') return refuse('no-case', 'a claim needs a case');
  const entry = findProposal(state, claimed.proposalId);
  if (!entry)
    return refuse('no-proposal', `case ${state.signal.caseId} has no proposal ${claimed.proposalId}`);
  const obstacle = obstacleTo(entry, state, claimed.claimedAt);
  if (obstacle) return obstacle;
  if (entry.proposal.digest !== claimed.digest) {
    return refuse(
      'digest-mismatch',
      `the claim names ${claimed.digest}, the proposal has ${entry.proposal.digest}`,
    );
  }
  if (claimed.reference !== referenceOf(state.signal.caseId, claimed.digest)) {
    return refuse('digest-mismatch', 'the reference must follow from case and digest alone');
  }
  return { events: [{ type: 'claimed', data: claimed }] };
}

/** Why this proposal may not be claimed at `now`, or null. */
export function obstacleTo(
  { proposal, status }: ProposalState,
  state: LiveCase,
  now: string,
): Decision | null {
  if (status.at === 'approved') return refuse('not-eligible', 'the approval has yet to pass the limits');
  if (status.at !== 'allowed') {
    const done = DONE.has(status.at);
    return refuse(done ? 'already-done' : 'wrong-status', `the proposal is ${status.at}`);
  }
  if (state.phase !== 'open') return refuse('wrong-phase', `the case is ${state.phase}`);
  const hold = holdOf(state, proposal);
  if (hold) return refuse('held', `control order ${hold.order} holds it`);
  if (status.gate.decision !== 'allow') return refuse('wrong-status', 'the gate did not allow it');
  if (proposal.expiresAt <= now) return refuse('expired', `it ran out at ${proposal.expiresAt}`);
  if (proposal.notBefore && now < proposal.notBefore)
    return refuse('too-early', `it may start at ${proposal.notBefore}`);
  const waitingFor = proposal.after.filter((id) => !isExecuted(state, id));
  if (waitingFor.length > 0) return refuse('not-eligible', `it comes after ${waitingFor.join(', ')}`);
  return null;
}

/** Proposals that may be claimed now, in plan order. */
export function claimable(state: CaseState, now: string): readonly ProposalState[] {
  if (state.phase !== 'open') return [];
  return state.proposals.filter((entry) => obstacleTo(entry, state, now) === null);
}

function isExecuted(state: LiveCase, proposalId: string): boolean {
  const entry = findProposal(state, proposalId);
  if (entry?.status.at === 'executed') return true;
  // What was edited is done when the proposal that replaced it is.
  if (entry?.status.at !== 'edited') return false;
  const heir = state.proposals.find(({ proposal }) => proposal.editedFrom === proposalId);
  return heir !== undefined && isExecuted(state, heir.proposal.proposalId);
}

const DONE: ReadonlySet<ProposalStatus['at']> = new Set([
  'claimed',
  'executed',
  'failed',
  'in-doubt',
  'reversing',
  'reversal-in-doubt',
  'reversal-failed',
  'reversed',
]);
