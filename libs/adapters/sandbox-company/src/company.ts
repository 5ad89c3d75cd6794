import type { Instant, JsonObject } from '@dws/kernel';
import type { WriteReceipt } from '@dws/ports';
import type { Attempts } from './attempts.ts';
import type { Faults } from './faults.ts';
import type { Ledger } from './ledger.ts';
import type { CompanyRecord } from './record.ts';
import type { RecordTable } from './record-table.ts';
import type { CompanyState } from './storage.ts';

/** A write as a system receives it: like the port's `WriteRequest`, but a person's own tool leaves out who. */
export interface PerformRequest {
  readonly system: string;
  readonly operation: string;
  readonly arguments: JsonObject;
  readonly reference: string | null;
  readonly worker: string | null;
  readonly caseId: string | null;
  readonly digest: string | null;
  readonly expects: readonly ExpectedVersion[];
}

export interface ExpectedVersion {
  readonly recordType: string;
  readonly id: string;
  readonly version: string;
}

/** A company's systems: what they hold, what they do when asked, and what they have done. */
export interface Company {
  readonly state: CompanyState;
  readonly ledger: Pick<Ledger, 'rows' | 'counts' | 'duplicates' | 'size'>;
  readonly attempts: Attempts;
  readonly faults: Faults;
  /** @throws DwsError system-refused for a system or record type that is not there. */
  table(system: string, recordType: string): Pick<RecordTable, 'get' | 'find' | 'all' | 'size'>;
  /**
   * Performs an operation, at once and whole.
   * @throws DwsError system-refused (its details carry a `reason`), record-version-changed.
   */
  perform(request: PerformRequest): WriteReceipt;
  /**
   * What became of a reference.
   * @throws DwsError system-refused for an operation that is not class Q.
   */
  query(system: string, operation: string, reference: string): WriteReceipt | null;
  /** A person's own edit: a merge of fields, `null` removes one. Stands in the ledger without worker or case. */
  edit(system: string, recordType: string, id: string, changes: JsonObject, expected?: string): CompanyRecord;
  /** The world moves on: puts a record, new or changed. Not in the ledger. */
  put(system: string, recordType: string, id: string, fields: JsonObject): CompanyRecord;
  nextSignalSequence(): number;
  now(): Instant;
  close(): void;
}
