import { instantOf, type Clock } from '@dws/kernel';
import { Attempts } from './attempts.ts';
import type { Company } from './company.ts';
import { edit } from './edit.ts';
import { Faults } from './faults.ts';
import { instantReader } from './calendar.ts';
import { Ledger } from './ledger.ts';
import { perform } from './perform.ts';
import { query } from './query.ts';
import { Records } from './records.ts';
import { seedCompany } from './seed/seed-company.ts';
import type { SeedRecord } from './seed/seed-record.ts';
import { sqliteStorage } from './sqlite-storage.ts';
import { NO_STORAGE, type CompanyState, type PlacedRecord } from './storage.ts';
import { versionOf, type Workings } from './workings.ts';

export interface CompanyOptions {
  /** The same seed on the same day gives the same company. Ignored where a kept company is opened again. */
  readonly seed: number;
  readonly clock: Clock;
  /** A SQLite file to keep the company in; in memory without it. */
  readonly path?: string | undefined;
  /** What a new company begins with, instead of what is grown from `seed`. */
  readonly records?: readonly SeedRecord[] | undefined;
  /** Latest attempts kept; 0 (the default) keeps none. */
  readonly maxAttempts?: number | undefined;
  /** Ledger rows before writes are refused; 5,000,000 by default. */
  readonly maxLedgerRows?: number | undefined;
}

/** Opens a company: the kept one when `path` holds one, else a new one grown from `seed`. */
export function openCompany(options: CompanyOptions): Company {
  const { seed, clock, path, maxAttempts = 0, maxLedgerRows = 5_000_000 } = options;
  const storage = path === undefined ? NO_STORAGE : sqliteStorage(path);
  const records = new Records();
  const ledger = new Ledger(maxLedgerRows);
  const attempts = new Attempts(maxAttempts);
  const now = instantReader(clock);

  const stored = storage.load();
  const fresh: CompanyState = { seed, openedAt: instantOf(clock.now()), revision: 0, signalSequence: 0 };
  const workings: Workings = { state: stored?.state ?? fresh, records, ledger, attempts, storage, now };

  if (stored === undefined) grow(workings, options.records ?? seedCompany(seed, clock.now()));
  else {
    for (const { system, recordType, record } of stored.records)
      records.table(system, recordType).put(record);
    for (const row of stored.rows) ledger.append(row);
  }

  return {
    get state() {
      return workings.state;
    },
    ledger,
    attempts,
    faults: new Faults(clock),
    table: (system, recordType) => records.table(system, recordType),
    perform: (request) => perform(workings, request),
    query: (system, operation, reference) => query(ledger, system, operation, reference),
    edit: (system, recordType, id, changes, expected) =>
      edit(workings, system, recordType, id, changes, expected),
    put(system, recordType, id, fields) {
      const table = records.table(system, recordType);
      const revision = workings.state.revision + 1;
      const record = { id, version: versionOf(revision), updatedAt: now(), fields };
      const state = { ...workings.state, revision };
      storage.save({ state, records: [{ system, recordType, record }] });
      workings.state = state;
      table.put(record);
      return record;
    },
    nextSignalSequence() {
      const state = { ...workings.state, signalSequence: workings.state.signalSequence + 1 };
      storage.save({ state, records: [] });
      workings.state = state;
      return state.signalSequence;
    },
    now,
    close: () => storage.close(),
  };
}

function grow(workings: Workings, seeded: readonly SeedRecord[]): void {
  const grown: PlacedRecord[] = [];
  for (const { system, recordType, id, fields } of seeded) {
    const version = versionOf(grown.length + 1);
    grown.push({ system, recordType, record: { id, version, updatedAt: workings.state.openedAt, fields } });
  }
  workings.state = { ...workings.state, revision: grown.length };
  workings.storage.save({ state: workings.state, records: grown });
  for (const { system, recordType, record } of grown) workings.records.table(system, recordType).put(record);
}
