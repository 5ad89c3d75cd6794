import type { CaseEvent } from '../case-event.ts';
import { evolve } from '../evolve.ts';
import { findProposal, isSettled, isUnclaimed, type CaseState, type LiveCase } from '../state.ts';
import { isUnwanted, undoable } from '../unwanted.ts';

/** Why a command had no effect. The caller answers its client by the code; nothing is appended. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly text: string;
}

export type RefusalCode =
  | 'no-case'
  | 'signal-conflict'
  | 'already-done'
  | 'wrong-phase'
  | 'no-proposal'
  | 'wrong-status'
  | 'digest-mismatch'
  | 'held'
  | 'too-early'
  | 'expired'
  | 'not-eligible'
  | 'editor-needs-arguments';

/** Events to append, or the reason why there are none. */
export type Decision =
  | { readonly events: readonly CaseEvent[]; readonly refusal?: never }
  | { readonly events: readonly []; readonly refusal: Refusal };

export function refuse(code: RefusalCode, text: string): Decision {
  return { events: [], refusal: { code, text } };
}

/**
 * Adds what follows by itself: proposals that can no longer run because one before them failed fall away, and
 * a case in which every proposal is settled is closed.
 */
export function settle(state: CaseState, events: readonly CaseEvent[], at: string): Decision {
  let next = events.reduce(evolve, state);
  const added: CaseEvent[] = [...events];
  const orphans = orphansOf(next);
  if (orphans.length > 0) {
    const event: CaseEvent = {
      type: 'superseded',
      data: {
        proposalIds: orphans,
        reason: 'predecessor-failed',
        byCase: '',
        changes: [],
        at,
        replan: false,
      },
    };
    added.push(event);
    next = evolve(next, event);
  }
  const closing = closingOf(next, at);
  if (closing) added.push(closing);
  return { events: added };
}

/** Unclaimed proposals that wait for one that will never be executed, or whose plan was stopped by a failure. */
function orphansOf(state: CaseState): string[] {
  if (state.phase !== 'open') return [];
  const stopped =
    isUnwanted(state) ||
    state.proposals.some(({ proposal, status }) => status.at === 'failed' && proposal.onFailure === 'stop');
  return state.proposals
    .filter(
      ({ proposal, status }) =>
        isUnclaimed(status) && (stopped || proposal.after.some((id) => isLost(state, id))),
    )
    .map(({ proposal }) => proposal.proposalId);
}

/** Whether this proposal, or the one that an edit put in its place, can never be executed any more. */
function isLost(state: LiveCase, proposalId: string): boolean {
  const entry = findProposal(state, proposalId);
  if (!entry) return true;
  const { proposal, status } = entry;
  if (status.at === 'edited') {
    const heir = state.proposals.find((other) => other.proposal.editedFrom === proposalId);
    return heir !== undefined && isLost(state, heir.proposal.proposalId);
  }
  if (isUnclaimed(status)) return proposal.after.some((id) => isLost(state, id));
  return isSettled(status) && status.at !== 'executed' && status.at !== 'shadowed';
}

function closingOf(state: CaseState, at: string): CaseEvent | null {
  if (state.phase !== 'open' || !state.proposals.every(({ status }) => isSettled(status))) return null;
  // What is unwanted leaves the case open until every executed step that can be undone is.
  if (undoable(state).length > 0) return null;
  const outcome = outcomeOf(state.proposals.map(({ status }) => status.at));
  return {
    type: 'closed',
    data: { outcome, summary: summaryOf(state.proposals.map(({ status }) => status.at)), at },
  };
}

type Step = (typeof STEPS)[number];
const STEPS = [
  'executed',
  'reversal-failed',
  'failed',
  'denied',
  'rejected',
  'expired',
  'superseded',
  'shadowed',
  'reversed',
] as const;

function outcomeOf(steps: readonly string[]): string {
  const final = steps.filter((step) => step !== 'edited');
  if (final.length === 0) return 'nothing-to-do';
  const seen = new Set(final);
  if (seen.size === 1) return ONLY[final[0] as Step];
  if (seen.has('executed') || seen.has('reversal-failed')) return 'partial';
  return (
    STEPS.map((step) => (seen.has(step) ? ONLY[step] : null)).find((outcome) => outcome !== null) ??
    'completed'
  );
}

const ONLY: Readonly<Record<Step, string>> = {
  executed: 'completed',
  reversed: 'failed',
  'reversal-failed': 'partial',
  failed: 'failed',
  denied: 'denied',
  rejected: 'rejected',
  expired: 'expired',
  superseded: 'superseded',
  shadowed: 'shadow',
};

function summaryOf(steps: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1);
  return [...counts].map(([step, count]) => `${count} ${step}`).join(', ');
}
