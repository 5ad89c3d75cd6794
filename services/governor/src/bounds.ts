/** What the governor may have in hand at once. */
export interface GovernorBounds {
  /** Proposals taken from a partition at once. */
  readonly maxBatch: number;
  /** Partitions worked on at once. */
  readonly concurrency: number;
  /** Times a reservation is decided again after another governor's, before the batch is given back. */
  readonly reserveAttempts: number;
  /** Counters kept in memory; one that was dropped is read again. */
  readonly countersKept: number;
  /** Cases looked at in one search for shares that no longer count. */
  readonly sweepCases: number;
  /** Milliseconds between two such searches in one counter. */
  readonly sweepEveryMs: number;
}

export const GOVERNOR_BOUNDS: GovernorBounds = {
  maxBatch: 200,
  concurrency: 3,
  reserveAttempts: 100,
  countersKept: 20_000,
  sweepCases: 1_000,
  sweepEveryMs: 2_000,
};
