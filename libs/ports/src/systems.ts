import type { Instant, JsonObject, JsonValue } from '@dws/kernel';

/**
 * How a write can be made safe when its answer is lost.
 * K takes an idempotency key. Q can be asked by our reference and refuses a second write with it. N neither.
 */
export type EffectClass = 'K' | 'Q' | 'N';

export interface ReadRequest {
  /** `crm`, `helpdesk`, … */
  readonly system: string;
  /** `account`, `ticket`, … */
  readonly recordType: string;
  /** One record by id, or a search by exact field values. */
  readonly by:
    { readonly id: string } | { readonly match: Readonly<Record<string, string>>; readonly limit: number };
}

/** A record as a business system showed it at one moment. */
export interface SystemRecord {
  readonly system: string;
  readonly recordType: string;
  readonly id: string;
  /** The system's own version (ETag, revision, updated-at), compared for equality only. */
  readonly version: string;
  readonly readAt: Instant;
  readonly fields: JsonObject;
}

/** Reads of business systems. `system-unavailable` after the request's own retries; a missing record is not an error. */
export interface SystemReader {
  read(request: ReadRequest, deadline: number): Promise<readonly SystemRecord[]>;
}

export interface WriteRequest {
  readonly system: string;
  /** Operation as the connector declares it, for example `account.update-health`. */
  readonly operation: string;
  readonly arguments: JsonObject;
  /** Our reference in the business system; the same for every attempt of one proposal. */
  readonly reference: string;
  readonly worker: string;
  readonly caseId: string;
  readonly digest: string;
  /** Record versions the write was planned on; the system refuses when one changed (`record-version-changed`). */
  readonly expects: readonly { readonly recordType: string; readonly id: string; readonly version: string }[];
  readonly traceparent?: string;
}

export interface WriteReceipt {
  /** The system's own identifier of what was written. */
  readonly recordId: string;
  readonly version: string;
  readonly answer: JsonValue;
  /** True where the system had already performed this reference and gave the earlier answer. */
  readonly replayed: boolean;
}

/** How a system says that one of its operations is undone. */
export interface Reversal {
  /** Operation of the same system that undoes it. */
  readonly operation: string;
  /** Type of the record that the write leaves; undoing insists on it as the write left it. */
  readonly recordType: string;
  /** Arguments of that operation, each with where its value stands: `recordId`, `answer.NAME` or `arguments.NAME`. */
  readonly arguments: Readonly<Record<string, string>>;
}

/**
 * Writes to business systems. Only the executor holds one.
 * Errors: `system-unavailable` (nothing was sent), `system-outcome-unknown` (sent, no answer), `system-refused`,
 * `record-version-changed`.
 */
export interface SystemWriter {
  effectClass(system: string, operation: string): EffectClass;
  /** How the system's description says that the operation is undone; null where it is not. */
  reversal(system: string, operation: string): Reversal | null;
  write(request: WriteRequest, deadline: number): Promise<WriteReceipt>;
  /** Class Q: what became of our reference; `null` when the system knows nothing of it. */
  query(system: string, operation: string, reference: string, deadline: number): Promise<WriteReceipt | null>;
}
