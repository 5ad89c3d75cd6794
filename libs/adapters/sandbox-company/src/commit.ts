import type { LedgerRow } from './ledger-row.ts';
import type { PlacedRecord } from './storage.ts';
import type { Workings } from './workings.ts';

/** Keeps a record with its ledger row, first in the storage, which may fail, then in memory, which cannot. */
export function commit(workings: Workings, revision: number, placed: PlacedRecord, row: LedgerRow): void {
  const state = { ...workings.state, revision };
  workings.storage.save({ state, records: [placed], row });
  workings.state = state;
  workings.records.table(placed.system, placed.recordType).put(placed.record);
  workings.ledger.append(row);
}
