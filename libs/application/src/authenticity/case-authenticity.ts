import { approvalOf, findProposal, type LiveCase } from '@dws/case';
import { digestOf } from '@dws/kernel';
import type { Authenticity } from '../perform/performer.ts';
import type { GateMac } from './gate-mac.ts';
import { isSettlementSigned, isSigned, type ReviewKeys } from './review-signature.ts';

/**
 * Checks that the permission in a case was written by those who may give it: whoever can append to the store
 * but holds no key can forge nothing.
 */
export function caseAuthenticity(mac: GateMac, keys: ReviewKeys): Authenticity {
  return {
    flawOf: (proposalId, state) =>
      gateFlaw(proposalId, state, mac) ?? personFlaw(proposalId, state, keys) ?? settlementFlaw(state, keys),
  };
}

function gateFlaw(proposalId: string, state: LiveCase, mac: GateMac): string | null {
  const entry = findProposal(state, proposalId);
  if (!entry || entry.status.at === 'proposed' || !entry.status.gate) return 'the proposal was never gated';
  const { gate } = entry.status;
  if (gate.digest !== entry.proposal.digest) return 'the gate decided on another digest';
  return mac.matches(state.signal.caseId, gate) ? null : 'the gate decision carries a wrong MAC';
}

function personFlaw(proposalId: string, state: LiveCase, keys: ReviewKeys): string | null {
  const entry = findProposal(state, proposalId);
  if (!entry) return 'there is no such proposal';
  const { proposal, status } = entry;
  const { caseId } = state.signal;
  const approval = approvalOf(status);
  if (approval) {
    if (approval.digest !== proposal.digest) return 'the approval is for another digest';
    if (!isSigned(caseId, approval, keys)) return 'the approval carries a wrong signature';
  }
  if (proposal.origin !== 'edit') return null;
  const original = proposal.editedFrom ? findProposal(state, proposal.editedFrom) : undefined;
  if (original?.status.at !== 'edited') return 'the proposal says it is an edit of one that nobody edited';
  const { decision } = original.status;
  if (!decision.editedArguments || digestOf(decision.editedArguments) !== digestOf(proposal.arguments)) {
    return 'the arguments are not what the editor wrote';
  }
  return isSigned(caseId, decision, keys) ? null : 'the edit carries a wrong signature';
}

/** What a plan does next rests on what was executed: where that is a person's word, the word must be genuine. */
function settlementFlaw({ signal, proposals }: LiveCase, keys: ReviewKeys): string | null {
  for (const { proposal, status } of proposals) {
    if (status.at !== 'executed' || status.outcome.resolvedBy === undefined) continue;
    const { settlement } = status;
    if (settlement?.verdict !== 'executed')
      return `nobody's word says that ${proposal.proposalId} was executed`;
    if (!isSettlementSigned(signal.caseId, settlement, keys))
      return `the settlement of ${proposal.proposalId} carries a wrong signature`;
  }
  return null;
}
