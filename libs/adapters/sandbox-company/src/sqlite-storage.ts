import { DatabaseSync } from 'node:sqlite';
import { DwsError, type JsonObject } from '@dws/kernel';
import type { LedgerRow } from './ledger-row.ts';
import type { Change, CompanyState, CompanyStorage, PlacedRecord } from './storage.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS state (only INTEGER PRIMARY KEY CHECK (only = 1), json TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS record (
    system TEXT NOT NULL, recordType TEXT NOT NULL, id TEXT NOT NULL,
    version TEXT NOT NULL, updatedAt TEXT NOT NULL, fields TEXT NOT NULL,
    PRIMARY KEY (system, recordType, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS ledger (sequence INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;
`;

/**
 * A company in a SQLite file. One process owns it. `synchronous=NORMAL`: an answered write survives the death
 * of the process (what staging tries), not necessarily that of the machine.
 * @throws DwsError store-in-use when another process has the file open.
 */
export function sqliteStorage(path: string): CompanyStorage {
  const database = openFile(path);
  const putState = database.prepare('INSERT OR REPLACE INTO state VALUES (1, ?)');
  const putRecord = database.prepare('INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?, ?)');
  const putRow = database.prepare('INSERT INTO ledger VALUES (?, ?)');

  const write = ({ state, records, row }: Change): void => {
    putState.run(JSON.stringify(state));
    for (const { system, recordType, record } of records) {
      const { id, version, updatedAt, fields } = record;
      putRecord.run(system, recordType, id, version, updatedAt, JSON.stringify(fields));
    }
    if (row !== undefined) putRow.run(row.sequence, JSON.stringify(row));
  };

  return {
    load() {
      const found = database.prepare('SELECT json FROM state').get() as { json: string } | undefined;
      if (found === undefined) return undefined;
      return {
        state: JSON.parse(found.json) as CompanyState,
        records: recordsOf(database),
        rows: rowsOf(database),
      };
    },
    save(change) {
      database.exec('BEGIN');
      try {
        write(change);
        database.exec('COMMIT');
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => database.close(),
  };
}

interface RecordRow {
  readonly system: string;
  readonly recordType: string;
  readonly id: string;
  readonly version: string;
  readonly updatedAt: string;
  readonly fields: string;
}

function openFile(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    database.exec('PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;');
    database.exec(SCHEMA);
    database.exec('BEGIN IMMEDIATE; COMMIT;');
    return database;
  } catch (error) {
    database.close();
    if (String(error).includes('locked')) {
      throw new DwsError(
        'store-in-use',
        `another process owns the sandbox file "${path}"; stop it first`,
        { path },
        error,
      );
    }
    throw error;
  }
}

function* recordsOf(database: DatabaseSync): Generator<PlacedRecord> {
  for (const row of database.prepare('SELECT * FROM record').iterate()) {
    // Every column is TEXT NOT NULL in a STRICT table.
    const { system, recordType, id, version, updatedAt, fields } = row as unknown as RecordRow;
    yield {
      system,
      recordType,
      record: { id, version, updatedAt, fields: JSON.parse(fields) as JsonObject },
    };
  }
}

function* rowsOf(database: DatabaseSync): Generator<LedgerRow> {
  for (const row of database.prepare('SELECT json FROM ledger ORDER BY sequence').iterate()) {
    yield JSON.parse(String(row['json'])) as LedgerRow;
  }
}
