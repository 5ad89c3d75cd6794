import type { Instant, JsonObject } from '@dws/kernel';

/** One write that a system performed. The ledger of these is the oracle for "once". */
export interface LedgerRow {
  /** 1, 2, 3 … over all systems. */
  readonly sequence: number;
  readonly system: string;
  readonly operation: string;
  readonly arguments: JsonObject;
  /** Our reference; for class K also the idempotency key. `null` for a person's own edit. */
  readonly reference: string | null;
  readonly worker: string | null;
  readonly caseId: string | null;
  readonly digest: string | null;
  readonly time: Instant;
  readonly recordIds: readonly string[];
  readonly version: string;
  readonly answer: JsonObject;
}

/** What came of one try to write. */
export interface Attempt {
  readonly time: Instant;
  readonly system: string;
  readonly operation: string;
  readonly reference: string | null;
  /** `performed`, `replayed`, a refusal's reason, an error's code, or a fault's kind. */
  readonly outcome: string;
}
