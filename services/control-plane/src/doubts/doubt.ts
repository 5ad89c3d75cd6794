import type { LoadedCase } from '@dws/application';
import type { LiveCase, ProposalState, ProposalStatus } from '@dws/case';
import type { WorkerManifest } from '@dws/worker';

/** An action of which nobody knows whether it was performed. */
export interface Doubt {
  readonly loaded: LoadedCase;
  readonly state: LiveCase;
  readonly entry: ProposalState;
  readonly status: Extract<ProposalStatus, { at: 'in-doubt' | 'reversal-in-doubt' }>;
}

export function doubtsOf(loaded: LoadedCase): readonly Doubt[] {
  const { state } = loaded;
  if (state.phase === 'none') return [];
  return state.proposals.flatMap((entry) => {
    const { status } = entry;
    return status.at === 'in-doubt' || status.at === 'reversal-in-doubt'
      ? [{ loaded, state, entry, status }]
      : [];
  });
}

/**
 * Roles and people who may say what became of an action: whoever may approve it, who answers for its worker or
 * domain, and operators, who see the systems.
 */
export function settlersOf(
  { entry, status }: Doubt,
  manifest: WorkerManifest | undefined,
): readonly string[] {
  const owners = manifest ? [manifest.businessOwner, manifest.technicalOwner] : [];
  return [...new Set([...status.gate.reviewers, ...owners, `head-of-${entry.proposal.domain}`, 'operator'])];
}

/** What is known of it. What was sent is left out where reading it is recorded: the case's own page shows it. */
export function doubtView(doubt: Doubt, settlers: readonly string[], onRecord: boolean) {
  const { loaded, entry, status } = doubt;
  const { proposal } = entry;
  const { doubt: doubted } = status;
  const undoes = status.at === 'reversal-in-doubt' ? status.claim : null;
  const claim = undoes ?? status.claim;
  return {
    caseId: loaded.caseId,
    proposalId: proposal.proposalId,
    worker: proposal.worker,
    domain: proposal.domain,
    subject: proposal.subject,
    actionKind: proposal.actionKind,
    summary: onRecord ? '' : proposal.summary,
    /** What is in doubt: the action itself, or the write that undoes it. */
    write: undoes ? ('reversal' as const) : ('action' as const),
    system: proposal.system,
    operation: undoes ? undoes.operation : proposal.operation,
    arguments: onRecord ? null : undoes ? undoes.arguments : proposal.arguments,
    digest: proposal.digest,
    reference: claim.reference,
    effectClass: claim.effectClass,
    claimant: claim.claimant,
    sentAt: claim.claimedAt,
    doubtAt: doubted.at,
    detail: doubted.detail,
    settlers: [...settlers],
  };
}
