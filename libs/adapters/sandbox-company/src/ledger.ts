import type { LedgerRow } from './ledger-row.ts';
import { refusal } from './refusal.ts';

export interface LedgerFilter {
  readonly system?: string | undefined;
  readonly operation?: string | undefined;
  readonly worker?: string | undefined;
  readonly caseId?: string | undefined;
  readonly digest?: string | undefined;
  readonly reference?: string | undefined;
  /** Rows after this sequence number. */
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
}

export interface LedgerCounts {
  readonly total: number;
  readonly byOperation: Readonly<Record<string, number>>;
  readonly byWorker: Readonly<Record<string, number>>;
}

/** The same thing done more than once: each of these is an effect that somebody saw twice. */
export interface Duplicate {
  readonly by: 'reference' | 'digest';
  readonly value: string;
  readonly system: string;
  readonly operation: string;
  readonly sequences: readonly number[];
}

const EQUALITIES = ['system', 'operation', 'worker', 'caseId', 'digest', 'reference'] as const;

/** Every write performed, in order, found by reference in constant time. Rows are never changed or dropped. */
export class Ledger {
  readonly #rows: LedgerRow[] = [];
  /** By system, then reference: a joined key would be built and hashed anew for every write. */
  readonly #byReference = new Map<string, Map<string, LedgerRow>>();
  readonly #maxRows: number;

  constructor(maxRows: number) {
    this.#maxRows = maxRows;
  }

  get size(): number {
    return this.#rows.length;
  }

  /** @throws DwsError system-refused, reason `ledger-full`: dropping a row would make the oracle lie. */
  assertRoom(): void {
    if (this.#rows.length < this.#maxRows) return;
    throw refusal(
      'ledger-full',
      `the ledger holds ${this.#maxRows} rows (maxLedgerRows); start a new sandbox`,
    );
  }

  append(row: LedgerRow): void {
    this.#rows.push(row);
    if (row.reference === null) return;
    let ofSystem = this.#byReference.get(row.system);
    if (ofSystem === undefined) this.#byReference.set(row.system, (ofSystem = new Map<string, LedgerRow>()));
    if (!ofSystem.has(row.reference)) ofSystem.set(row.reference, row);
  }

  /** The first row that this reference made in this system. */
  byReference(system: string, reference: string): LedgerRow | undefined {
    return this.#byReference.get(system)?.get(reference);
  }

  rows(filter: LedgerFilter = {}): readonly LedgerRow[] {
    const limit = filter.limit ?? Number.POSITIVE_INFINITY;
    const asked = EQUALITIES.filter((name) => filter[name] !== undefined);
    const found: LedgerRow[] = [];
    // Row n has sequence number n + 1, so `after` is where to begin.
    for (let at = filter.after ?? 0; at < this.#rows.length && found.length < limit; at += 1) {
      const row = this.#rows[at];
      if (row !== undefined && asked.every((name) => row[name] === filter[name])) found.push(row);
    }
    return found;
  }

  counts(): LedgerCounts {
    const byOperation: Record<string, number> = {};
    const byWorker: Record<string, number> = {};
    for (const { system, operation, worker } of this.#rows) {
      const name = `${system}/${operation}`;
      byOperation[name] = (byOperation[name] ?? 0) + 1;
      if (worker !== null) byWorker[worker] = (byWorker[worker] ?? 0) + 1;
    }
    return { total: this.#rows.length, byOperation, byWorker };
  }

  /** Rows that share a reference, or a digest within one case, with an earlier row of the same operation. */
  duplicates(): readonly Duplicate[] {
    const groups = new Map<string, { readonly first: Omit<Duplicate, 'sequences'>; sequences: number[] }>();
    const note = (row: LedgerRow, by: Duplicate['by'], value: string | null): void => {
      if (value === null) return;
      const { system, operation, sequence } = row;
      const key = JSON.stringify([by, system, operation, by === 'digest' ? row.caseId : '', value]);
      const group = groups.get(key);
      if (group === undefined)
        groups.set(key, { first: { by, value, system, operation }, sequences: [sequence] });
      else group.sequences.push(sequence);
    };
    for (const row of this.#rows) {
      note(row, 'reference', row.reference);
      note(row, 'digest', row.digest);
    }
    return [...groups.values()]
      .filter(({ sequences }) => sequences.length > 1)
      .map(({ first, sequences }) => ({ ...first, sequences }));
  }
}
