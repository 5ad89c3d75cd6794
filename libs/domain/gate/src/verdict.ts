import type { Reason } from '@dws/contracts';

export type GateResult = 'allow' | 'review' | 'deny';

/** What the policies say of a proposal, before limits. */
export interface Verdict {
  readonly result: GateResult;
  readonly mode: 'live' | 'shadow';
  readonly stage: string;
  /** One for each step that was reached, in order. */
  readonly reasons: readonly Reason[];
  /** Why a person is asked, in plain words; empty unless review. */
  readonly why: string;
  /** Roles or people; empty unless review. */
  readonly reviewers: readonly string[];
  /** Hours until the review is overdue; 0 unless review. */
  readonly deadlineHours: number;
}

/** What one step found. */
export interface Finding extends Reason {
  readonly result: GateResult;
}

export function finding(step: string, code: string, text: string, result: GateResult = 'allow'): Finding {
  return { step, code, text, result };
}

const STRICTNESS: Readonly<Record<GateResult, number>> = { allow: 0, review: 1, deny: 2 };

export function strictest(a: GateResult, b: GateResult): GateResult {
  return STRICTNESS[a] >= STRICTNESS[b] ? a : b;
}

export interface AskedReview {
  readonly reviewers: readonly string[];
  readonly deadlineHours: number;
}

/** The strictest finding stands; whoever is asked is told every reason for it. */
export function verdictOf(
  findings: readonly Finding[],
  { mode, stage }: Pick<Verdict, 'mode' | 'stage'>,
  asked: AskedReview,
): Verdict {
  const result = findings.reduce<GateResult>((strict, { result: next }) => strictest(strict, next), 'allow');
  const review = result === 'review';
  const asks = findings.filter((entry) => entry.result === 'review').map(({ text }) => text);
  return {
    result,
    mode,
    stage,
    reasons: findings.map(({ step, code, text }) => ({ step, code, text })),
    why: review ? asks.join('; ') : '',
    reviewers: review ? asked.reviewers : [],
    deadlineHours: review ? asked.deadlineHours : 0,
  };
}
