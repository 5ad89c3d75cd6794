export { CASE_EVENT_TYPES, isCaseEventType, type CaseEvent, type CaseEventType } from './case-event.ts';
export { accept, wait } from './decide/accept.ts';
export { claim, claimable, obstacleTo } from './decide/claim.ts';
export type { Decision, Refusal, RefusalCode } from './decide/decision.ts';
export { recordGate, type RecordGate } from './decide/gate.ts';
export { covers, holdOf, wholeHold } from './holds.ts';
export { recordFeedback } from './decide/feedback.ts';
export { freeze, release, supersede, type Supersede } from './decide/hold.ts';
export { failForReplan, MAX_PLANS, recordOutcome, type Outcome } from './decide/outcome.ts';
export {
  claimReversal,
  endReversal,
  nextReversal,
  reversalsDue,
  type ReversalEnd,
} from './decide/reversal.ts';
export { recordPlan, type RecordPlan } from './decide/plan.ts';
export { expire, review } from './decide/review.ts';
export { settleDoubt } from './decide/settle-doubt.ts';
export {
  editedProposalIdOf,
  gateMacText,
  proposalDigest,
  proposalIdOf,
  referenceOf,
  reversalReferenceOf,
  reviewIdOf,
  reviewSignatureText,
  settlementSignatureText,
  snapshotDigest,
} from './digests.ts';
export { endsWait } from './ends-wait.ts';
export { evolve, fold } from './evolve.ts';
export {
  approvalOf,
  findProposal,
  isSettled,
  isUnclaimed,
  waitOf,
  NO_CASE,
  type CaseState,
  type LiveCase,
  type ProposalState,
  type ProposalStatus,
} from './state.ts';
