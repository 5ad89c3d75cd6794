import type { Feedback, ReviewDecided } from '@dws/contracts';
import type { JsonObject } from '@dws/kernel';

/** The only events of a trail that teach a worker anything: what people decided, and what they said later. */
export const MEMORY_EVENT_TYPES = ['review-decided', 'feedback'] as const;

export type MemoryEvent =
  | { readonly type: 'review-decided'; readonly data: ReviewDecided }
  | { readonly type: 'feedback'; readonly data: Feedback };

/** How often people decided each way on one kind of action. */
export interface Decisions {
  readonly approved: number;
  readonly edited: number;
  readonly rejected: number;
}

/** What people put in the place of what the worker had said, for one business entity. */
export interface Correction {
  readonly from: string;
  readonly to: string;
  readonly times: number;
}

/** What a worker has learned: the fold of its trail up to a position. */
export interface MemoryState {
  /** Revision in `worker-<id>` of the last event that taught it something; -1 before the first. */
  readonly position: number;
  /** By action kind. */
  readonly decisions: Readonly<Record<string, Decisions>>;
  /** Feedback by its kind. */
  readonly feedback: Readonly<Record<string, number>>;
  /** Categories that people changed, by the account that the work was about; the latest accounts only. */
  readonly corrections: ReadonlyMap<string, readonly Correction[]>;
}

export const NO_MEMORY: MemoryState = { position: -1, decisions: {}, feedback: {}, corrections: new Map() };

/** Accounts remembered: what nobody corrected for longest is forgotten first. */
const MAX_ACCOUNTS = 2_000;
/** Corrections remembered of one account. */
const MAX_CORRECTIONS = 20;

export function evolveMemory(state: MemoryState, event: MemoryEvent, position: number): MemoryState {
  switch (event.type) {
    case 'review-decided':
      return { ...state, position, decisions: withDecision(state.decisions, event.data) };
    case 'feedback': {
      const { kind, detail } = event.data;
      const feedback = { ...state.feedback, [kind]: (state.feedback[kind] ?? 0) + 1 };
      return { ...state, position, feedback, corrections: withCorrection(state.corrections, kind, detail) };
    }
  }
}

const UNDECIDED: Decisions = { approved: 0, edited: 0, rejected: 0 };
const WAYS: Readonly<Record<string, keyof Decisions>> = {
  approve: 'approved',
  edit: 'edited',
  reject: 'rejected',
};

function withDecision(
  decisions: MemoryState['decisions'],
  { actionKind, verdict }: ReviewDecided,
): MemoryState['decisions'] {
  const way = WAYS[verdict];
  // Decisions written before they named the kind teach nothing about one.
  if (actionKind === undefined || way === undefined) return decisions;
  const before = decisions[actionKind] ?? UNDECIDED;
  return { ...decisions, [actionKind]: { ...before, [way]: before[way] + 1 } };
}

function withCorrection(
  corrections: MemoryState['corrections'],
  kind: string,
  { accountId, previousCategory, category }: JsonObject,
): MemoryState['corrections'] {
  if (kind !== 'override' && kind !== 'correction') return corrections;
  if (!isText(accountId) || !isText(previousCategory) || !isText(category) || category === previousCategory)
    return corrections;
  const known = corrections.get(accountId) ?? [];
  const same = known.find(({ from, to }) => from === previousCategory && to === category);
  const others = known.filter((one) => one !== same);
  const changed = { from: previousCategory, to: category, times: (same?.times ?? 0) + 1 };
  const next = new Map(corrections);
  // Put last: the order of the map is the order in which accounts were last corrected.
  next.delete(accountId);
  next.set(accountId, [...others, changed].slice(-MAX_CORRECTIONS));
  const oldest = next.keys().next().value;
  if (next.size > MAX_ACCOUNTS && oldest !== undefined) next.delete(oldest);
  return next;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
