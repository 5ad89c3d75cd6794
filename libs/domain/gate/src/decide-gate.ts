import { reviewIdOf } from '@dws/case';
import type {
  ActionProposal,
  Change,
  GateDecided,
  Reason,
  Reservation,
  ReviewRequested,
} from '@dws/contracts';
import { instantOf, millisecondsOf, type Instant } from '@dws/kernel';
import type { LimitRule } from '@dws/limits';
import { wantsAfterReview } from './after-review.ts';
import type { ReviewDefaults } from './engines.ts';
import { strictest, type Verdict } from './verdict.ts';

/** A limit that leaves no room for the proposal. */
export interface ExceededLimit {
  readonly rule: LimitRule;
  readonly key: string;
}

export interface GateCircumstances {
  readonly workerVersion: string;
  /** Revision of the control stream under which nothing holds the proposal; -1 for none. */
  readonly controlRevision: number;
  readonly policiesHash: string;
  readonly reservations: readonly Reservation[];
  readonly exceeded: readonly ExceededLimit[];
  readonly defaults: ReviewDefaults;
  /** How often a person was asked about this digest before. */
  readonly asked: number;
  /** What changed since a person was asked about this case before. */
  readonly changes: readonly Change[];
  /** Secret that chooses what is looked at after the effect. */
  readonly afterReviewKey: Uint8Array;
  readonly now: Instant;
}

export interface DecidedGate {
  readonly gate: Omit<GateDecided, 'mac'>;
  /** Given exactly when a person is asked. */
  readonly review: ReviewRequested | null;
}

/** Whether limits change a verdict, and to what. */
export function withLimits(result: Verdict['result'], exceeded: readonly ExceededLimit[]): Verdict['result'] {
  return exceeded.reduce<Verdict['result']>((strict, { rule }) => strictest(strict, rule.onReach), result);
}

/** The verdict under the circumstances of the moment, as it is recorded. */
export function decideGate(
  proposal: ActionProposal,
  verdict: Verdict,
  given: GateCircumstances,
): DecidedGate {
  const { now, exceeded, defaults } = given;
  const decision = withLimits(verdict.result, exceeded);
  const asksPerson = decision === 'review';
  const byLimit = asksPerson && verdict.result !== 'review';
  const reviewers = !asksPerson ? [] : byLimit ? defaults.reviewers : verdict.reviewers;
  const hours = byLimit ? defaults.deadlineHours : verdict.deadlineHours;
  const due = earlier(instantOf(millisecondsOf(now) + hours * 3_600_000), proposal.expiresAt);
  const live = verdict.mode === 'live';
  const gate: DecidedGate['gate'] = {
    proposalId: proposal.proposalId,
    digest: proposal.digest,
    decision,
    mode: verdict.mode,
    reasons: [controlReason(given.controlRevision), ...verdict.reasons, ...exceeded.map(limitReason)],
    policiesHash: given.policiesHash,
    controlRevision: given.controlRevision,
    trustCell: {
      worker: proposal.worker,
      actionKind: proposal.actionKind,
      risk: proposal.risk,
      workerVersion: given.workerVersion,
    },
    stage: verdict.stage,
    reservations: decision === 'allow' ? [...given.reservations] : [],
    reviewers: [...reviewers],
    ...(asksPerson ? { reviewDueAt: due } : {}),
    afterReview: live && decision === 'allow' && wantsAfterReview(proposal, verdict, given.afterReviewKey),
    decidedAt: now,
  };
  if (!asksPerson || !live) return { gate, review: null };
  const why = [...(verdict.why ? [verdict.why] : []), ...exceeded.map(limitReason).map(({ text }) => text)];
  const review: ReviewRequested = {
    proposalId: proposal.proposalId,
    digest: proposal.digest,
    reviewId: reviewIdOf(proposal.caseId, proposal.digest, given.asked + 1),
    reviewers: [...reviewers],
    why: why.join('; '),
    openedAt: now,
    dueAt: due,
    changes: [...given.changes],
  };
  return { gate, review };
}

function controlReason(revision: number): Reason {
  const text =
    revision < 0 ? 'no control order was ever given' : `nothing holds it at control revision ${revision}`;
  return { step: 'control', code: 'not-held', text };
}

function limitReason({ rule, key }: ExceededLimit): Reason {
  return { step: 'limit', code: rule.id, text: `the daily limit ${rule.id} of ${key} is reached` };
}

function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}
