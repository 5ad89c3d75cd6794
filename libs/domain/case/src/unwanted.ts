import type { LiveCase, ProposalState, ProposalStatus } from './state.ts';

/** Ends of a step by which it will never be executed. */
const LOST: ReadonlySet<ProposalStatus['at']> = new Set([
  'failed',
  'denied',
  'rejected',
  'expired',
  'superseded',
]);

/**
 * Whether what this case did must be undone: a step that its plan insists on (`onFailure: reverse`) will never be
 * executed, whoever ended it, and no later plan of the case put another of its kind in its place.
 */
export function isUnwanted(state: LiveCase): boolean {
  return state.proposals.some(
    (entry) =>
      entry.proposal.onFailure === 'reverse' && LOST.has(entry.status.at) && !isReplaced(entry, state),
  );
}

/** Executed steps that can be undone and are to be, last first. */
export function undoable(state: LiveCase): readonly ProposalState[] {
  if (!isUnwanted(state)) return [];
  return state.proposals
    .filter(({ proposal, status }) => status.at === 'executed' && proposal.reversal !== undefined)
    .toReversed();
}

function isReplaced({ proposal }: ProposalState, state: LiveCase): boolean {
  return state.proposals.some(
    ({ proposal: other }) => other.attempt > proposal.attempt && other.actionKind === proposal.actionKind,
  );
}
