import { cedarAuthorizer } from '@dws/cedar';
import { POLICIES_FOLDER } from '@dws/governor';
import { comparePositions, START, type Position } from '@dws/kernel';
import { domainsOf, readPolicyFiles } from '@dws/policies';
import type { RecordedEvent } from '@dws/ports';
import { Oracle, type CountLimit } from '@dws/simulator';
import { zenTable } from '@dws/zen';
import { knownWorkers } from '../../known-workers.ts';
import type { Installation } from './installation.ts';
import { ledgerAfter, type LedgerRow } from './sandbox-side.ts';

const PAGE = 2_000;
const OUTCOMES: ReadonlySet<string> = new Set([
  'action-executed',
  'action-failed',
  'action-in-doubt',
  'action-reversed',
  'reversal-failed',
  'reversal-in-doubt',
]);

/**
 * What became durable, in its order: the store's events and the business systems' writes, told to the oracle that
 * watches simulated worlds too (docs/adr/0170).
 */
export class History {
  readonly oracle: Oracle;
  readonly flaws: string[] = [];
  /** Events by type. */
  readonly counts = new Map<string, number>();
  /** What people are on record to have said, by review. */
  readonly decided = new Map<string, string>();
  /** Moments at which a case was planned, milliseconds since the epoch. */
  readonly plannedAt: number[] = [];
  readonly #on: Installation;
  #after: Position = START;
  #now = 0;
  #sequence = 0;
  #rows: LedgerRow[] = [];

  constructor(on: Installation, limits: readonly CountLimit[]) {
    this.#on = on;
    this.oracle = new Oracle({
      report: (invariant, detail) => void this.flaws.push(`${invariant}: ${detail}`),
      now: () => this.#now,
      workers: knownWorkers().map(({ manifest: { id, domain, triggers } }) => ({ id, domain, triggers })),
      limits,
      read: () => ({}),
    });
  }

  /** Where the store ended when it was last looked at. */
  get position(): Position {
    return this.#after;
  }

  /** Writes that the systems performed so far. */
  get effects(): number {
    return this.oracle.known.ledger.length;
  }

  /** Reads on. @returns false where the store or the systems do not answer: nothing was taken in then */
  async advance(): Promise<boolean> {
    try {
      const { events, upTo } = await this.#newEvents();
      // After the events: a write whose outcome stands among them is in the ledger by now.
      const rows = await ledgerAfter(this.#on.processes, this.#sequence);
      if (!rows) return false;
      this.#sequence = rows.at(-1)?.sequence ?? this.#sequence;
      this.#rows.push(...rows);
      for (const event of events) this.#take(event);
      this.#after = upTo;
      return true;
    } catch {
      return false;
    }
  }

  /** Takes in what no event came after. */
  finish(): void {
    this.#now = Date.now();
    this.#wrote(() => true);
    this.oracle.finished();
  }

  async #newEvents(): Promise<{ readonly events: readonly RecordedEvent[]; readonly upTo: Position }> {
    const events: RecordedEvent[] = [];
    let upTo = this.#after;
    for (;;) {
      const batch = await this.#on.store.readAll(upTo, PAGE);
      events.push(...batch.events);
      if (comparePositions(batch.upTo, upTo) <= 0) return { events, upTo };
      upTo = batch.upTo;
    }
  }

  #take(event: RecordedEvent): void {
    this.#now = event.createdAt;
    this.#wrote(({ time }) => Date.parse(time) < event.createdAt);
    if (OUTCOMES.has(event.type)) {
      // Clocks have milliseconds: what was written in that of its outcome came before it all the same.
      const { caseId } = this.oracle.known.cases.get(event.stream) ?? {};
      this.#wrote((row) => row.caseId === caseId && Date.parse(row.time) <= event.createdAt);
    }
    if (event.type === 'planned' && event.stream.startsWith('case-')) this.plannedAt.push(event.createdAt);
    if (event.type === 'review-decided' && event.stream.startsWith('case-')) {
      const { reviewId, verdict, reviewer } = JSON.parse(Buffer.from(event.data).toString()) as Record<
        string,
        string
      >;
      this.decided.set(reviewId ?? '', `${verdict} ${reviewer}`);
    }
    const kind = event.stream.startsWith('worker-') ? 'copied' : event.type;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    this.oracle.appended(event, metadataBy(event));
  }

  #wrote(wanted: (row: LedgerRow) => boolean): void {
    const left: LedgerRow[] = [];
    for (const row of this.#rows) {
      if (wanted(row)) this.oracle.wrote(row);
      else left.push(row);
    }
    this.#rows = left;
  }
}

/** The service that says it wrote the event. */
function metadataBy({ metadata }: RecordedEvent): string {
  return (JSON.parse(Buffer.from(metadata).toString()) as { by?: string }).by ?? '';
}

/** The limits of the policies that the governor runs on. */
export async function limitsInForce(): Promise<readonly CountLimit[]> {
  const files = await readPolicyFiles(POLICIES_FOLDER);
  return [...domainsOf(files, { authorizer: cedarAuthorizer, table: zenTable })].flatMap(
    ([domain, { limits }]) =>
      limits.map(({ id, maxCount = Infinity, workers, actionKinds, externalOnly }) => ({
        ...{ id, domain, maxCount, workers, actionKinds, externalOnly },
      })),
  );
}
