import type { ActionProposal } from '@dws/contracts';
import { createHmac } from 'node:crypto';
import type { Verdict } from './verdict.ts';

/** Share of high-trust actions that a person looks at after the effect. */
export const AFTER_REVIEW_SHARE = 0.05;

/**
 * Whether this action is looked at afterwards. Chosen by a keyed hash of the case: who does not hold the key,
 * the worker above all, cannot tell which cases will be seen.
 */
export function wantsAfterReview(
  proposal: Pick<ActionProposal, 'caseId' | 'meaningful'>,
  verdict: Pick<Verdict, 'stage'>,
  key: Uint8Array,
): boolean {
  if (verdict.stage !== 'high-trust' || !proposal.meaningful) return false;
  const drawn = createHmac('sha256', key).update(`after-review\n${proposal.caseId}`).digest().readUInt32BE(0);
  return drawn < AFTER_REVIEW_SHARE * 2 ** 32;
}
