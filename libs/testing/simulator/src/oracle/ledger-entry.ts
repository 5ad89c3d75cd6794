import type { JsonObject } from '@dws/kernel';

/** A write that a business system performed, as its own ledger tells it. */
export interface LedgerEntry {
  readonly system: string;
  readonly operation: string;
  readonly arguments: JsonObject;
  readonly reference: string | null;
  readonly caseId: string | null;
  readonly digest: string | null;
  readonly version: string;
  readonly recordIds: readonly string[];
}
