import type { ClaimPolicy } from '@dws/application';
import { approvalOf, findProposal, type LiveCase } from '@dws/case';
import type { ActionProposal } from '@dws/contracts';
import { gateFacts, isIntact, type Registry, type Verdict } from '@dws/gate';
import type { Policies } from './policies.ts';

/**
 * The policies in force, asked again at the claim. They may only refuse: what they would rather have reviewed
 * needs a person's approval by now, and what they deny does not run, whatever was allowed or approved before.
 */
export function claimPolicy(policies: Policies, registry: Registry): ClaimPolicy {
  return {
    hash: policies.hash,
    prepare: async (claims) => {
      await Promise.all(
        claims.map(({ proposal, state }) =>
          policies.verdict(gateFacts(proposal, state), registry(proposal.worker)),
        ),
      );
    },
    refuses: (proposal, state) => {
      if (!isIntact(proposal)) return 'its contents do not fit its digest';
      const verdict = policies.known(gateFacts(proposal, state), registry(proposal.worker));
      if (!verdict) return 'the policies in force have given no verdict';
      return objection(verdict, proposal, state);
    },
  };
}

function objection(verdict: Verdict, { proposalId }: ActionProposal, state: LiveCase): string | null {
  if (verdict.mode === 'shadow') return 'the worker is in shadow by now';
  const last = verdict.reasons.at(-1);
  if (verdict.result === 'deny') return `denied by now: ${last?.text ?? ''}`;
  if (verdict.result === 'allow') return null;
  const entry = findProposal(state, proposalId);
  return entry && approvalOf(entry.status) ? null : `needs a person by now: ${verdict.why}`;
}
