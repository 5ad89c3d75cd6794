import type {
  ActionExecuted,
  ActionFailed,
  ActionInDoubt,
  ActionProposal,
  ActionReversed,
  Claimed,
  Closed,
  ContextAssembled,
  DoubtSettled,
  Feedback,
  Frozen,
  GateDecided,
  Planned,
  ReversalClaimed,
  ReversalFailed,
  ReversalInDoubt,
  ReviewDecided,
  ReviewRequested,
  SignalAccepted,
  Waiting,
} from '@dws/contracts';

/** Where one proposal stands. Each step carries what made it so, so that nothing has to be looked up twice. */
export type ProposalStatus =
  | { readonly at: 'proposed' }
  | { readonly at: 'denied'; readonly gate: GateDecided }
  | { readonly at: 'shadowed'; readonly gate: GateDecided }
  /** `decision`: a person approved it, and the gate counted that. */
  | { readonly at: 'allowed'; readonly gate: GateDecided; readonly decision?: ReviewDecided }
  | { readonly at: 'under-review'; readonly gate: GateDecided; readonly review: ReviewRequested }
  /** A person approved it; the gate has yet to say whether the limits leave room for it. */
  | { readonly at: 'approved'; readonly gate: GateDecided; readonly decision: ReviewDecided }
  | { readonly at: 'rejected'; readonly gate: GateDecided; readonly decision: ReviewDecided }
  /** Replaced by the proposal that carries the edited arguments. */
  | { readonly at: 'edited'; readonly gate: GateDecided; readonly decision: ReviewDecided }
  | { readonly at: 'expired'; readonly gate: GateDecided }
  | { readonly at: 'superseded'; readonly reason: string; readonly gate: GateDecided | null }
  | { readonly at: 'claimed'; readonly gate: GateDecided; readonly claim: Claimed }
  | {
      readonly at: 'in-doubt';
      readonly gate: GateDecided;
      readonly claim: Claimed;
      readonly doubt: ActionInDoubt;
      /** Stands between a person's word and the outcome that follows it in the same append. */
      readonly settlement?: DoubtSettled;
    }
  | {
      readonly at: 'failed';
      readonly gate: GateDecided;
      readonly claim: Claimed;
      readonly failure: ActionFailed;
      /** Whose word it is, where the system did not say it. */
      readonly settlement?: DoubtSettled;
    }
  | {
      readonly at: 'executed';
      readonly gate: GateDecided;
      readonly claim: Claimed;
      readonly outcome: ActionExecuted;
      /** Whose word it is, where the system did not say it. */
      readonly settlement?: DoubtSettled;
    }
  | ({ readonly at: 'reversing' } & Undoing)
  | ({
      readonly at: 'reversal-in-doubt';
      readonly doubt: ReversalInDoubt;
      readonly settlement?: DoubtSettled;
    } & Undoing)
  /** Its effect stands, although it should not. */
  | {
      readonly at: 'reversal-failed';
      readonly gate: GateDecided;
      readonly outcome: ActionExecuted;
      readonly failure: ReversalFailed;
      readonly settlement?: DoubtSettled;
    }
  | {
      readonly at: 'reversed';
      readonly gate: GateDecided;
      readonly outcome: ActionExecuted;
      readonly reversal: ActionReversed;
      readonly settlement?: DoubtSettled;
    };

/** Executed, and somebody holds the right to undo it. */
interface Undoing {
  readonly gate: GateDecided;
  readonly claim: ReversalClaimed;
  readonly outcome: ActionExecuted;
}

export interface ProposalState {
  readonly proposal: ActionProposal;
  readonly status: ProposalStatus;
}

interface Accepted {
  readonly signal: SignalAccepted;
  /** Plans made so far. */
  readonly attempts: number;
  /** Control orders that hold the case, or some of its actions: nothing that one is about may be claimed. */
  readonly holds: readonly Frozen[];
  /** What it waits for: at most one wait of each proposal, and one of the case itself, which has no proposal. */
  readonly waiting: readonly Waiting[];
  /** Settled and open proposals of all plans, in order. */
  readonly proposals: readonly ProposalState[];
  readonly context: ContextAssembled | null;
  readonly plan: Planned | null;
  /** The last context a person was shown, to say what changed since. */
  readonly feedback: readonly Feedback[];
}

export type CaseState =
  | { readonly phase: 'none' }
  /** Accepted, and a plan is due: the first, or another because the facts changed. */
  | ({ readonly phase: 'accepted' } & Accepted)
  | ({ readonly phase: 'open'; readonly context: ContextAssembled; readonly plan: Planned } & Accepted)
  | ({ readonly phase: 'closed'; readonly closing: Closed } & Accepted);

export type LiveCase = Exclude<CaseState, { phase: 'none' }>;

export const NO_CASE: CaseState = { phase: 'none' };

/** Steps after which nothing more happens to a proposal by itself. */
const SETTLED: ReadonlySet<ProposalStatus['at']> = new Set([
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

export function isSettled(status: ProposalStatus): boolean {
  return SETTLED.has(status.at);
}

/** Steps from which a proposal can still fall away without any effect. */
const UNCLAIMED: ReadonlySet<ProposalStatus['at']> = new Set([
  'proposed',
  'allowed',
  'under-review',
  'approved',
]);

export function isUnclaimed(status: ProposalStatus): boolean {
  return UNCLAIMED.has(status.at);
}

export function findProposal(state: LiveCase, proposalId: string): ProposalState | undefined {
  return state.proposals.find((entry) => entry.proposal.proposalId === proposalId);
}

/** The wait of a proposal, or with null that of the case itself, for its next plan. */
export function waitOf(state: LiveCase, proposalId: string | null): Waiting | undefined {
  return state.waiting.find((wait) => (wait.proposalId ?? null) === proposalId);
}

/** The approval that a proposal rests on, or null. An edit is approved by the decision on what it replaced. */
export function approvalOf(status: ProposalStatus): ReviewDecided | null {
  if (status.at !== 'approved' && status.at !== 'allowed') return null;
  return status.decision ?? null;
}
