import type { GateDecided, ReviewRequested } from '@dws/contracts';
import type { CaseEvent } from '../case-event.ts';
import { findProposal, type CaseState } from '../state.ts';
import { refuse, settle, type Decision } from './decision.ts';

export interface RecordGate {
  readonly gate: GateDecided;
  /** Given exactly when the gate asks for a person. */
  readonly review: ReviewRequested | null;
}

/**
 * Records what the governor decided about one proposal: once, on the digest that stands in the case, and once more
 * when a person approved it. Nothing that people approve passes the limits by that.
 */
export function recordGate({ gate, review }: RecordGate, state: CaseState): Decision {
  if (state.phase === 'none') return refuse('no-case', 'a gate decision needs a case');
  const entry = findProposal(state, gate.proposalId);
  if (!entry) return refuse('no-proposal', `case ${state.signal.caseId} has no proposal ${gate.proposalId}`);
  if (entry.proposal.digest !== gate.digest) {
    return refuse(
      'digest-mismatch',
      `proposal ${gate.proposalId} has digest ${entry.proposal.digest}, found ${gate.digest}`,
    );
  }
  if (entry.status.at !== 'proposed' && entry.status.at !== 'approved')
    return refuse('already-done', `proposal ${gate.proposalId} is ${entry.status.at}`);
  const events: CaseEvent[] = [{ type: 'gate-decided', data: gate }];
  if (review && gate.decision === 'review' && gate.mode === 'live')
    events.push({ type: 'review-requested', data: review });
  return settle(state, events, gate.decidedAt);
}
