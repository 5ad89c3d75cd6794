import type { Instant } from '@dws/kernel';
import type { LedgerRow } from './ledger-row.ts';
import type { CompanyRecord } from './record.ts';

/** A record and the table it stands in. */
export interface PlacedRecord {
  readonly system: string;
  readonly recordType: string;
  readonly record: CompanyRecord;
}

/** What the company knows of itself. */
export interface CompanyState {
  readonly seed: number;
  /** When this company was first opened: with the seed, what its signal ids are made from. */
  readonly openedAt: Instant;
  /** Writes so far, of any kind; versions and new ids are made from it. */
  readonly revision: number;
  readonly signalSequence: number;
}

export interface Change {
  readonly state: CompanyState;
  readonly records: readonly PlacedRecord[];
  readonly row?: LedgerRow;
}

export interface StoredCompany {
  readonly state: CompanyState;
  readonly records: Iterable<PlacedRecord>;
  readonly rows: Iterable<LedgerRow>;
}

/** Where a company is kept. A change is kept whole or not at all. */
export interface CompanyStorage {
  /** `undefined` for a place where no company was kept before. */
  load(): StoredCompany | undefined;
  save(change: Change): void;
  close(): void;
}

/** Keeps nothing: the company lives in memory and ends with its process. */
export const NO_STORAGE: CompanyStorage = {
  load: () => undefined,
  save: () => undefined,
  close: () => undefined,
};
