import { concerns } from '@dws/control';
import type { ControlOrdered } from '@dws/contracts';
import type { RecordedEvent } from '@dws/ports';
import type { CaseEntry, ProposalStep } from './case-entry.ts';
import { foldEntry, openEntry } from './fold-case.ts';

export interface CaseQuery {
  readonly worker?: string | undefined;
  readonly domain?: string | undefined;
  readonly subject?: string | undefined;
  readonly phase?: string | undefined;
  /** CloudEvents id of the signal. */
  readonly signal?: string | undefined;
  readonly limit: number;
  /** Only cases that began before this place of the log. */
  readonly before?: number | undefined;
}

const IN_FLIGHT: ReadonlySet<ProposalStep> = new Set(['claimed', 'reversing']);
const UNCLAIMED: ReadonlySet<ProposalStep> = new Set(['proposed', 'allowed', 'under-review', 'approved']);

const IN_DOUBT: ReadonlySet<ProposalStep> = new Set(['in-doubt', 'reversal-in-doubt']);

/** Every open case and the closed ones that began last, as a fold of the log. */
export class CaseIndex {
  readonly #closedLimit: number;
  readonly #byStream = new Map<string, CaseEntry>();
  readonly #byReview = new Map<string, CaseEntry>();
  readonly #byParent = new Map<string, CaseEntry[]>();
  readonly #underReview = new Set<CaseEntry>();
  readonly #inDoubt = new Set<CaseEntry>();
  readonly #open = new Set<CaseEntry>();
  readonly #held = new Map<string, Set<CaseEntry>>();
  /** In the order of the log. */
  #ordered: CaseEntry[] = [];

  constructor(closedLimit: number) {
    this.#closedLimit = closedLimit;
  }

  get size(): number {
    return this.#ordered.length;
  }

  /** Folds one event of a case stream; gives the case it changed. */
  fold(event: RecordedEvent): CaseEntry | null {
    const known = this.#byStream.get(event.stream);
    if (!known) return this.#begin(event);
    if (event.revision <= known.revision) return null;
    const heldBefore = known.holds;
    const reviews = known.reviewIds.length;
    foldEntry(known, event);
    for (const reviewId of known.reviewIds.slice(reviews)) this.#byReview.set(reviewId, known);
    this.#place(known, heldBefore);
    return known;
  }

  /** A case that is neither open nor among the last closed ones gives undefined; its stream is still there. */
  byReview(reviewId: string): Readonly<CaseEntry> | undefined {
    return this.#byReview.get(reviewId);
  }

  byStream(stream: string): Readonly<CaseEntry> | undefined {
    return this.#byStream.get(stream);
  }

  /** Cases that an escalation of this case led to. */
  childrenOf(caseId: string): readonly Readonly<CaseEntry>[] {
    return this.#byParent.get(caseId) ?? [];
  }

  underReview(): Iterable<Readonly<CaseEntry>> {
    return this.#underReview;
  }

  /** Cases with an action of which nobody knows whether it was performed. */
  inDoubt(): Iterable<Readonly<CaseEntry>> {
    return this.#inDoubt;
  }

  heldBy(order: string): readonly CaseEntry[] {
    return [...(this.#held.get(order) ?? [])];
  }

  all(): readonly Readonly<CaseEntry>[] {
    return this.#ordered;
  }

  /** Open cases that an order concerns. Stopping what is pending concerns those that have something pending. */
  inScope(order: Pick<ControlOrdered, 'kind' | 'grain' | 'target'>): readonly CaseEntry[] {
    return [...this.#open].filter((entry) => inScope(entry, order));
  }

  /** Newest first. */
  list(query: CaseQuery): readonly Readonly<CaseEntry>[] {
    const found: CaseEntry[] = [];
    const from = query.before === undefined ? this.#ordered.length : this.#placeOf(query.before);
    for (let place = from - 1; place >= 0 && found.length < query.limit; place--) {
      const entry = this.#ordered[place];
      if (entry && matches(entry, query)) found.push(entry);
    }
    return found;
  }

  #begin(event: RecordedEvent): CaseEntry | null {
    // An event of a case that was dropped long after it closed: a late feedback. Its stream has it.
    if (event.revision !== 0) return null;
    const entry = openEntry(event);
    this.#byStream.set(event.stream, entry);
    this.#ordered.push(entry);
    this.#open.add(entry);
    if (entry.parentCase !== null) {
      const siblings = this.#byParent.get(entry.parentCase);
      if (siblings) siblings.push(entry);
      else this.#byParent.set(entry.parentCase, [entry]);
    }
    // Half as many again before dropping, so that the cost of it is spread over many cases.
    if (this.#ordered.length - this.#open.size > this.#closedLimit * 1.5) this.#dropOldest();
    return entry;
  }

  #place(entry: CaseEntry, heldBefore: CaseEntry['holds']): void {
    if (entry.phase === 'closed') this.#open.delete(entry);
    else this.#open.add(entry);
    if (entry.proposals.some(({ step }) => step === 'under-review')) this.#underReview.add(entry);
    else this.#underReview.delete(entry);
    if (entry.proposals.some(({ step }) => IN_DOUBT.has(step))) this.#inDoubt.add(entry);
    else this.#inDoubt.delete(entry);
    if (entry.holds === heldBefore) return;
    for (const { order } of heldBefore) this.#letGo(order, entry);
    for (const { order } of entry.holds)
      this.#held.set(order, (this.#held.get(order) ?? new Set()).add(entry));
  }

  #letGo(order: string, entry: CaseEntry): void {
    const cases = this.#held.get(order);
    cases?.delete(entry);
    if (cases?.size === 0) this.#held.delete(order);
  }

  #dropOldest(): void {
    let surplus = this.#ordered.length - this.#open.size - this.#closedLimit;
    const kept: CaseEntry[] = [];
    const dropped = new Set<CaseEntry>();
    for (const entry of this.#ordered) {
      if (surplus > 0 && entry.phase === 'closed') {
        surplus -= 1;
        dropped.add(entry);
      } else kept.push(entry);
    }
    this.#ordered = kept;
    for (const [stream, entry] of this.#byStream) if (dropped.has(entry)) this.#byStream.delete(stream);
    for (const entry of dropped) {
      for (const reviewId of entry.reviewIds) this.#byReview.delete(reviewId);
      if (entry.parentCase !== null) this.#byParent.delete(entry.parentCase);
      for (const { order } of entry.holds) this.#letGo(order, entry);
    }
  }

  #placeOf(order: number): number {
    let low = 0;
    let high = this.#ordered.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ordered[middle]?.order ?? 0) < order) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function inScope(entry: CaseEntry, order: Pick<ControlOrdered, 'kind' | 'grain' | 'target'>): boolean {
  const { worker, domain } = entry;
  const pending = entry.proposals.filter(({ step }) => UNCLAIMED.has(step));
  if (order.kind === 'stop-pending' && pending.length === 0) return false;
  if (concerns(order, { worker, domain, actionKind: '', customer: '' })) return true;
  return entry.proposals.some(
    ({ step, actionKind, customer, reversible }) =>
      (UNCLAIMED.has(step) || IN_FLIGHT.has(step) || (step === 'executed' && reversible)) &&
      concerns(order, { worker, domain, actionKind, customer }),
  );
}

function matches(entry: CaseEntry, { worker, domain, subject, phase, signal }: CaseQuery): boolean {
  return (
    (worker === undefined || entry.worker === worker) &&
    (domain === undefined || entry.domain === domain) &&
    (subject === undefined || entry.subject === subject) &&
    (phase === undefined || entry.phase === phase) &&
    (signal === undefined || entry.signalId === signal)
  );
}

export function hasPending(entry: Readonly<CaseEntry>): boolean {
  return entry.proposals.some(({ step }) => UNCLAIMED.has(step));
}

/** Claimed, and no outcome yet. */
export function hasInFlight(entry: Readonly<CaseEntry>): boolean {
  return entry.proposals.some(({ step }) => IN_FLIGHT.has(step));
}
