import type { ActionProposal, Frozen } from '@dws/contracts';
import { concerns, type ControlTarget } from '@dws/control';
import { isUnclaimed, type LiveCase } from './state.ts';

type Scope = Pick<Frozen, 'grain' | 'target'>;

/**
 * Whether a hold is about this action. A hold that names no scope, as they were written at first, is about the whole
 * case, and so is one of a grain that is not known here.
 */
export function covers({ grain = '', target = '' }: Scope, action: ControlTarget): boolean {
  return concerns({ grain, target }, action);
}

/** The hold that keeps this action of the case from being decided, claimed or undone; or null. */
export function holdOf(state: LiveCase, action: ControlTarget): Frozen | null {
  return state.holds.find((hold) => covers(hold, action)) ?? null;
}

/** The hold that keeps the case from its next plan, or null: only one that is about all of it does. */
export function wholeHold(state: LiveCase): Frozen | null {
  const { worker, domain } = state.signal;
  return holdOf(state, { worker, domain, actionKind: '', customer: '' });
}

/** Ids of the unclaimed proposals that a hold is about. */
export function unclaimedUnder(scope: Scope, state: LiveCase): readonly string[] {
  return state.proposals
    .filter(({ proposal, status }) => isUnclaimed(status) && covers(scope, targetOf(proposal)))
    .map(({ proposal }) => proposal.proposalId);
}

function targetOf({ worker, domain, actionKind, customer }: ActionProposal): ControlTarget {
  return { worker, domain, actionKind, customer };
}
