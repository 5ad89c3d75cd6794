import type { GateDecided, ReviewDecided } from '@dws/contracts';
import type { Verdict } from './verdict.ts';

/**
 * What an approval amounts to before limits: an allow by that person. The policies were asked when the review was
 * opened, and are asked again at the claim, where they may only refuse.
 */
export function approvedVerdict(
  { mode, stage }: Pick<GateDecided, 'mode' | 'stage'>,
  { reviewer }: Pick<ReviewDecided, 'reviewer'>,
): Verdict {
  return {
    result: 'allow',
    mode: mode === 'shadow' ? 'shadow' : 'live',
    stage,
    reasons: [{ step: 'approval', code: 'approved', text: `${reviewer} approved it` }],
    why: '',
    reviewers: [],
    deadlineHours: 0,
  };
}

/** Limits (ids of rules) of which the person knew, when they decided, that they are reached. */
export function limitsTold({ reasons }: Pick<GateDecided, 'reasons'>): ReadonlySet<string> {
  return new Set(reasons.flatMap(({ step, code }) => (step === 'limit' ? [code] : [])));
}
