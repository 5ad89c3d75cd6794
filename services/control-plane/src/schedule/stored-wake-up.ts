import type { LoadedCase, StoredCaseEvent } from '@dws/application';
import { findProposal, holdOf, nextReversal, waitOf, wholeHold } from '@dws/case';

/** The stored wait of this action, or with null of the case itself, while it stands; or null. */
export function storedWait(loaded: LoadedCase, proposalId: string | null): StoredCaseEvent | null {
  const { state, events } = loaded;
  if (state.phase === 'none' || !waitOf(state, proposalId)) return null;
  const waiting = proposalId === null ? undefined : findProposal(state, proposalId);
  if (waiting ? holdOf(state, waiting.proposal) : wholeHold(state)) return null;
  const isIt = ({ event }: StoredCaseEvent): boolean =>
    event.type === 'waiting' && (event.data.proposalId ?? null) === proposalId;
  return events.findLast(isIt) ?? null;
}

/** The stored decision that permits this proposal, while it is permitted and unclaimed; or null. */
export function decisionOf(loaded: LoadedCase, proposalId: string): StoredCaseEvent | null {
  if (loaded.state.phase === 'none') return null;
  const at = findProposal(loaded.state, proposalId)?.status.at;
  const type = at === 'allowed' ? 'gate-decided' : at === 'approved' ? 'review-decided' : null;
  return type === null ? null : storedOf(loaded, type, proposalId);
}

/** The stored decision that once permitted what is to be undone now; or null. */
export function undoingOf(loaded: LoadedCase): StoredCaseEvent | null {
  const next = nextReversal(loaded.state);
  return next && storedOf(loaded, 'gate-decided', next.proposal.proposalId);
}

function storedOf(
  { events }: LoadedCase,
  type: 'gate-decided' | 'review-decided',
  proposalId: string,
): StoredCaseEvent | null {
  return events.findLast(({ event }) => event.type === type && event.data.proposalId === proposalId) ?? null;
}

/**
 * Everything of a case that somebody must be told again after a hold: proposals for the governor, decisions for
 * whoever performs them. What waits for a person or a time needs no message.
 */
export function pendingOf(loaded: LoadedCase): readonly StoredCaseEvent[] {
  const { state, events } = loaded;
  if (state.phase !== 'open') return [];
  return state.proposals.flatMap(({ proposal, status }) => {
    const { proposalId } = proposal;
    if (holdOf(state, proposal)) return [];
    if (status.at === 'proposed') {
      const stored = events.findLast(
        ({ event }) => event.type === 'action-proposal' && event.data.proposalId === proposalId,
      );
      return stored ? [stored] : [];
    }
    const decision = decisionOf(loaded, proposalId);
    return decision ? [decision] : [];
  });
}
