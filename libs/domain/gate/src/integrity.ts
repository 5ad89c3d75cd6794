import { proposalDigest } from '@dws/case';
import type { ActionProposal } from '@dws/contracts';
import { Steps, type Verdict } from './verdict.ts';

/** Whether the digest is the digest of what stands in the proposal: nothing was put in place of something else. */
export function isIntact(proposal: ActionProposal): boolean {
  return proposalDigest(proposal) === proposal.digest;
}

/** The verdict on a proposal whose contents do not fit its digest. */
export function forgedVerdict(stage: string): Verdict {
  const steps = new Steps();
  steps.note(
    'integrity',
    'digest-mismatch',
    'the arguments do not fit the digest: they were changed',
    'deny',
  );
  const { result, reasons } = steps;
  return { result, mode: 'live', stage, reasons, why: '', reviewers: [], deadlineHours: 0 };
}
