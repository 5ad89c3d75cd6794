import type { DoubtSettled } from '@dws/contracts';
import { findProposal, type CaseState, type ProposalState } from '../state.ts';
import { refuse, settle, type Decision } from './decision.ts';
import type { Outcome } from './outcome.ts';
import type { ReversalEnd } from './reversal.ts';

/**
 * A person's word on an action in doubt, and the outcome that it is, in one append: what comes after the action
 * goes on or falls away. Of two people at once the first append wins.
 */
export function settleDoubt(settled: DoubtSettled, state: CaseState): Decision {
  if (state.phase === 'none') return refuse('no-case', 'there is no case to settle anything in');
  const entry = findProposal(state, settled.proposalId);
  if (!entry)
    return refuse('no-proposal', `case ${state.signal.caseId} has no proposal ${settled.proposalId}`);
  const { status } = entry;
  if (status.at !== 'in-doubt' && status.at !== 'reversal-in-doubt')
    return refuse('wrong-status', `the action is ${status.at}, not in doubt`);
  if (status.claim.digest !== settled.digest || status.claim.reference !== settled.reference) {
    return refuse(
      'digest-mismatch',
      `claimed was ${status.claim.digest} as ${status.claim.reference}, ` +
        `settled would be ${settled.digest} as ${settled.reference}`,
    );
  }
  return settle(
    state,
    [{ type: 'doubt-settled', data: settled }, outcomeOf(settled, entry)],
    settled.settledAt,
  );
}

function outcomeOf(settled: DoubtSettled, entry: ProposalState): Outcome | ReversalEnd {
  const { proposal, status } = entry;
  if (status.at === 'reversal-in-doubt') return undoneOf(settled, status.claim.reason);
  if (status.at !== 'in-doubt') throw new Error(`the action is ${status.at}, not in doubt`);
  const { proposalId, caseId, worker, domain, subject, actionKind, digest } = proposal;
  const { trustCell } = status.gate;
  const { person: resolvedBy, settledAt, evidence, note } = settled;
  const common = { proposalId, caseId, worker, domain, subject, actionKind, digest, trustCell, resolvedBy };
  if (settled.verdict !== 'executed')
    return {
      type: 'action-failed',
      data: { ...common, failedAt: settledAt, code: 'not-executed', message: note },
    };
  const receipt = receiptOf(evidence);
  return {
    type: 'action-executed',
    data: { ...common, executedAt: settledAt, receipt, durationMs: 0, costMicros: 0 },
  };
}

function undoneOf(settled: DoubtSettled, reason: string): ReversalEnd {
  const { proposalId, digest, person, settledAt: at, verdict, evidence, note } = settled;
  if (verdict !== 'executed')
    return {
      type: 'reversal-failed',
      data: { proposalId, digest, at, code: 'not-executed', message: note, resolvedBy: person },
    };
  return {
    type: 'action-reversed',
    data: { proposalId, digest, at, reason, receipt: receiptOf(evidence), by: person },
  };
}

/** Nobody measured the write, and the system's answer was lost: what stands is what the person found there. */
function receiptOf(evidence: string) {
  return { recordId: evidence, version: '', answer: {}, replayed: false };
}
