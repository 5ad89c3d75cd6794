import { covers, type ProposalStatus } from '@dws/case';
import type { Frozen } from '@dws/contracts';
import type { Instant } from '@dws/kernel';

export type Phase = 'accepted' | 'open' | 'closed';
export type ProposalStep = ProposalStatus['at'];

export interface ReviewEntry {
  readonly reviewId: string;
  readonly reviewers: readonly string[];
  readonly openedAt: Instant;
  readonly dueAt: Instant;
}

/** What the index keeps of a proposal of a case that is not closed. */
export interface ProposalEntry {
  readonly proposalId: string;
  readonly actionKind: string;
  readonly customer: string;
  readonly after: readonly string[];
  readonly notBefore: Instant | null;
  readonly expiresAt: Instant;
  readonly editedFrom: string | null;
  /** Its system can undo it. */
  readonly reversible: boolean;
  /** What was executed is undone when this is not. */
  readonly insistedOn: boolean;
  step: ProposalStep;
  review: ReviewEntry | null;
  /** When it, or the edit that replaced it, was executed; null before. */
  executedAt: Instant | null;
}

/**
 * What the index keeps of a case: identifiers and times, never contents, so that no personal text stays here.
 * Changed in place by the fold alone; everybody else sees it `Readonly`.
 */
export interface CaseEntry {
  readonly caseId: string;
  readonly worker: string;
  readonly domain: string;
  readonly subject: string;
  readonly signalType: string;
  readonly source: string;
  readonly signalId: string;
  readonly acceptedAt: Instant;
  readonly parentCase: string | null;
  /** The hand-over that it takes up. */
  readonly escalation: string | null;
  /** Place of its first event in the log: the order of lists and the cursor of pages. */
  readonly order: number;
  revision: number;
  /** Milliseconds since the epoch, as the store took the last event. */
  updatedAt: number;
  phase: Phase;
  outcome: string;
  customer: string;
  readonly actionKinds: string[];
  /** Emptied when the case closes. */
  proposals: ProposalEntry[];
  readonly reviewIds: string[];
  /** Control orders that hold it, or some of its actions. */
  holds: readonly Pick<Frozen, 'order' | 'grain' | 'target'>[];
  /** What it waits for: at most one wait of each proposal, and one of the case itself. */
  waiting: readonly {
    readonly dueAt: Instant;
    readonly reason: string;
    readonly wakes: string;
    /** The action that is tried again; left out where the case waits for its next plan. */
    readonly proposalId?: string;
  }[];
  /** Wake-ups published at this revision and when the last was; the scheduler's own. */
  fired: { readonly revision: number; readonly count: number; readonly at: Instant } | null;
  /** The time under which it stands in the queue of due cases; empty when it does not. */
  queuedAt: Instant;
}

/** Where a case stands, in one word, for lists and counts. */
export function stepOf(entry: Readonly<CaseEntry>): string {
  if (entry.phase === 'closed') return entry.outcome;
  if (isAtRest(entry)) return 'held';
  if (entry.waiting.length > 0) return 'waiting';
  const steps = new Set(entry.proposals.map(({ step }) => step));
  for (const step of PRECEDENCE) if (steps.has(step)) return step;
  return entry.phase === 'accepted' ? 'planning' : 'open';
}

/** Whether an order is about this action, or with null about the whole case. */
export function isHeld(entry: Readonly<CaseEntry>, proposal: ProposalEntry | null): boolean {
  const { worker, domain } = entry;
  const { actionKind, customer } = proposal ?? { actionKind: '', customer: '' };
  return entry.holds.some((hold) => covers(hold, { worker, domain, actionKind, customer }));
}

/** Held in all that is left to do. */
function isAtRest(entry: Readonly<CaseEntry>): boolean {
  if (entry.holds.length === 0) return false;
  const left = entry.proposals.filter(({ step }) => LEFT.has(step));
  return isHeld(entry, null) || (left.length > 0 && left.every((proposal) => isHeld(entry, proposal)));
}

const LEFT: ReadonlySet<ProposalStep> = new Set(['proposed', 'under-review', 'approved', 'allowed']);

const PRECEDENCE: readonly ProposalStep[] = [
  'in-doubt',
  'reversal-in-doubt',
  'claimed',
  'reversing',
  'under-review',
  'approved',
  'allowed',
  'proposed',
];
