export { approvedVerdict, limitsTold } from './approved-verdict.ts';
export { AFTER_REVIEW_SHARE, wantsAfterReview } from './after-review.ts';
export { changesBetween, changesSinceReview } from './changes-since-review.ts';
export {
  decideGate,
  withLimits,
  type DecidedGate,
  type ExceededLimit,
  type GateCircumstances,
} from './decide-gate.ts';
export type {
  AccessAnswer,
  AccessRequest,
  CheckpointAnswer,
  CheckpointRow,
  GateEngines,
  Principal,
  ReviewDefaults,
} from './engines.ts';
export { factsKey, floorConfidence, gateFacts, type EditFacts, type GateFacts } from './gate-facts.ts';
export { forgedVerdict, isIntact } from './integrity.ts';
export { checkpointRow, judge } from './judge.ts';
export type { RegisteredWorker, Registry } from './registered-worker.ts';
export { strictest, type GateResult, type Verdict } from './verdict.ts';
