import type { CaseState, ProposalStatus } from '@dws/case';
import { intentOf } from './intent.ts';

/** Intents that no later plan of a case repeats; null, or the proposal whose end is still to come. */
export type StandingIntents = ReadonlyMap<string, string | null>;

/**
 * Ends that are still to come. A claim is seen through whatever a later plan says: it is dispatched again with its own
 * reference, which the same action under a new proposal does not have.
 */
const TO_COME: ReadonlySet<ProposalStatus['at']> = new Set(['claimed', 'in-doubt']);

/** What a case has done, or may have done or be doing, by its earlier plans. */
export function standingIntents(state: CaseState): StandingIntents {
  const standing = new Map<string, string | null>();
  if (state.phase === 'none') return standing;
  for (const { proposal, status } of state.proposals) {
    const toCome = TO_COME.has(status.at);
    if (!toCome && status.at !== 'executed') continue;
    const intent = intentOf(proposal.actionKind, proposal.arguments);
    if (toCome || !standing.has(intent)) standing.set(intent, toCome ? proposal.proposalId : null);
  }
  return standing;
}
