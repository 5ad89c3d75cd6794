import type {
  ActionProposal,
  Claimed,
  Frozen,
  GateDecided,
  ReviewDecided,
  SignalAccepted,
} from '@dws/contracts';

export type Step =
  | 'proposed'
  | 'denied'
  | 'shadowed'
  | 'allowed'
  | 'under-review'
  | 'approved'
  | 'rejected'
  | 'edited'
  | 'expired'
  | 'superseded'
  | 'claimed'
  | 'executed'
  | 'failed'
  | 'in-doubt'
  | 'reversing'
  | 'reversal-in-doubt'
  | 'reversal-failed'
  | 'reversed';

/** What the oracle knows of one proposal. Its own fold, so that a broken one of the product does not judge itself. */
export interface ProposalModel {
  readonly proposal: ActionProposal;
  /** Id of the event that proposed it. */
  readonly eventId: string;
  step: Step;
  gate: GateDecided | null;
  gateEventId: string;
  review: { readonly reviewId: string; readonly dueAt: string } | null;
  decision: ReviewDecided | null;
  /** Simulated time of the permission that it runs on. */
  permittedAt: number;
  claim: Claimed | null;
  /** The case says that it is tried again later: who was told of it need not be told once more. */
  waits: boolean;
  /** The word on it is an intruder's: nothing may come of it. */
  forged: boolean;
}

export interface CaseModel {
  readonly caseId: string;
  readonly stream: string;
  readonly signal: SignalAccepted;
  phase: 'accepted' | 'open' | 'closed';
  attempts: number;
  /** Control orders that hold it, or those of its actions that they are about. */
  readonly holds: Map<string, Frozen>;
  /** Whether any order ever held it: what was looked at then was rightly left alone, and comes again. */
  wasHeld: boolean;
  readonly proposals: Map<string, ProposalModel>;
}

/** The order that holds this action, or null. Written down again: the product's own reading is what is tested. */
export function heldBy({ proposal }: ProposalModel, { holds }: CaseModel): string | null {
  for (const { order, grain, target } of holds.values()) {
    if (grain === 'action-kind' && target !== proposal.actionKind) continue;
    if (grain === 'customer' && target !== proposal.customer) continue;
    return order;
  }
  return null;
}

const UNCLAIMED: ReadonlySet<Step> = new Set(['proposed', 'allowed', 'under-review', 'approved']);
const SETTLED: ReadonlySet<Step> = new Set([
  'denied',
  'shadowed',
  'rejected',
  'edited',
  'expired',
  'superseded',
  'failed',
  'executed',
  'reversed',
  'reversal-failed',
]);

export const isUnclaimed = ({ step }: ProposalModel): boolean => UNCLAIMED.has(step);
export const isSettled = ({ step }: ProposalModel): boolean => SETTLED.has(step);

/** Whether everything that must come before this proposal has been executed; an edit stands for what it replaced. */
export function isNext({ proposal }: ProposalModel, { proposals }: CaseModel): boolean {
  const executed = (id: string): boolean => {
    const entry = proposals.get(id);
    if (entry?.step === 'executed') return true;
    if (entry?.step !== 'edited') return false;
    return [...proposals.values()].some(
      (heir) => heir.proposal.editedFrom === id && executed(heir.proposal.proposalId),
    );
  };
  return proposal.after.every(executed);
}
