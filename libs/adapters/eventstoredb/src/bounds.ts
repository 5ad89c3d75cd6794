/** Every bound of the adapter. Times in milliseconds. */
export interface EventStoreDbBounds {
  /** How long a call waits for a connection before it says `store-unavailable`. */
  readonly connectTimeoutMs: number;
  /** How long one append may stay unanswered before its outcome counts as unknown. */
  readonly appendTimeoutMs: number;
  /** How often an append whose outcome is unknown is sent again, identically, before the caller is told. */
  readonly appendRetries: number;
  /** First wait between attempts; doubles up to `maxBackoffMs`. */
  readonly backoffMs: number;
  readonly maxBackoffMs: number;
  /** Appends on the wire at once. */
  readonly maxAppendsInFlight: number;
  /** Stream reads on the wire at once in `readMany`. */
  readonly maxReadsInFlight: number;
  /** How long a read may take. */
  readonly readTimeoutMs: number;
}

export const EVENTSTOREDB_BOUNDS: EventStoreDbBounds = {
  connectTimeoutMs: 3_000,
  appendTimeoutMs: 10_000,
  appendRetries: 4,
  backoffMs: 50,
  maxBackoffMs: 1_000,
  maxAppendsInFlight: 1_000,
  maxReadsInFlight: 64,
  readTimeoutMs: 60_000,
};
