import type { Instant } from '@dws/kernel';
import { isHeld, type CaseEntry, type ProposalEntry, type ProposalStep } from './case-entry.ts';

/** Sorts before every real time. */
export const AT_ONCE: Instant = '0000-01-01T00:00:00.000Z';

/** Something that becomes due by the passing of time alone. */
export type Due =
  /** A review or a permission that nobody used: it is closed. */
  | { readonly what: 'expire'; readonly at: Instant; readonly proposalId: string }
  /** A wait that is over, of an action or (null) of the case itself: whoever it names is woken. */
  | { readonly what: 'wake'; readonly at: Instant; readonly proposalId: string | null }
  /** A permitted proposal whose time to undo is over, or whose predecessor another service performed. */
  | { readonly what: 'start'; readonly at: Instant; readonly proposalId: string }
  /** Something may have to be undone; whoever performs looks. */
  | { readonly what: 'undo'; readonly at: Instant }
  /** The order that holds the case no longer stands. */
  | { readonly what: 'release'; readonly at: Instant; readonly order: string };

/**
 * Everything that is or becomes due in a case. Silence never lets anything run: reviews and permissions end also
 * while the case is held, and nothing else of what an order is about happens until it is released.
 */
export function duesOf(entry: Readonly<CaseEntry>, stands: (order: string) => boolean): readonly Due[] {
  if (entry.phase === 'closed') return [];
  const dues: Due[] = [];
  for (const { order } of entry.holds) if (!stands(order)) dues.push({ what: 'release', at: AT_ONCE, order });
  for (const { dueAt, proposalId } of entry.waiting) {
    const action = entry.proposals.find((one) => one.proposalId === proposalId) ?? null;
    if (!isHeld(entry, action)) dues.push({ what: 'wake', at: dueAt, proposalId: proposalId ?? null });
  }
  if (entry.phase === 'open' && mayHaveToUndo(entry)) dues.push({ what: 'undo', at: AT_ONCE });
  for (const proposal of entry.proposals) {
    const { proposalId, step, review, expiresAt } = proposal;
    if (step === 'under-review' && review) dues.push({ what: 'expire', at: review.dueAt, proposalId });
    if (step !== 'allowed' && step !== 'approved') continue;
    dues.push({ what: 'expire', at: expiresAt, proposalId });
    const startAt = isHeld(entry, proposal) || entry.phase !== 'open' ? null : startOf(proposal, entry);
    if (startAt !== null && startAt < expiresAt) dues.push({ what: 'start', at: startAt, proposalId });
  }
  return dues;
}

/**
 * When a permitted proposal may begin although no message says so: its `notBefore` passes unannounced, and a
 * predecessor that the other performing service executed wakes nobody. Null where the usual messages suffice.
 */
function startOf(proposal: ProposalEntry, entry: Readonly<CaseEntry>): Instant | null {
  const { notBefore, after, actionKind } = proposal;
  const before = entry.proposals.filter(({ proposalId }) => after.includes(proposalId));
  if (before.length < after.length || before.some(({ executedAt }) => executedAt === null)) return null;
  const handedOver = before.filter((one) => (one.actionKind === 'escalate') !== (actionKind === 'escalate'));
  const times = [notBefore, ...handedOver.map(({ executedAt }) => executedAt)].filter((at) => at !== null);
  return times.length === 0 ? null : times.reduce((latest, at) => (at > latest ? at : latest));
}

const LOST: ReadonlySet<ProposalStep> = new Set(['failed', 'denied', 'rejected', 'expired', 'superseded']);

/** Nobody's message says that a step ran out or fell away. What must be undone, if anything, the case itself knows. */
function mayHaveToUndo(entry: Readonly<CaseEntry>): boolean {
  const { proposals } = entry;
  const last = proposals.findLast(({ step, reversible }) => step === 'executed' && reversible);
  return (
    last !== undefined &&
    !isHeld(entry, last) &&
    proposals.some(({ step, insistedOn }) => insistedOn && LOST.has(step))
  );
}

export function nextDue(dues: readonly Due[]): Due | null {
  return dues.reduce<Due | null>((next, due) => (next && next.at <= due.at ? next : due), null);
}
