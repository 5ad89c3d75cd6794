import { proposalDigest } from '@dws/case';
import type { ActionProposal } from '@dws/contracts';
import { finding, verdictOf, type Verdict } from './verdict.ts';

/** Whether the digest is the digest of what stands in the proposal: nothing was put in place of something else. */
export function isIntact(proposal: ActionProposal): boolean {
  return proposalDigest(proposal) === proposal.digest;
}

/** The verdict on a proposal whose contents do not fit its digest. */
export function forgedVerdict(stage: string): Verdict {
  const forged = finding('integrity', 'digest-mismatch', 'its contents do not fit its digest', 'deny');
  return verdictOf([forged], { mode: 'live', stage }, { reviewers: [], deadlineHours: 0 });
}
