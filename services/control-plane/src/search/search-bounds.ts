/** Everything the search may hold, wait for or do at once. */
export interface SearchBounds {
  /** Events taken from the store at once. */
  readonly batch: number;
  /** Milliseconds between two looks whether the platform has little to do. While it has much, one batch is taken in. */
  readonly idleMs: number;
  /** Milliseconds that a search waits for what was recorded before it was asked. */
  readonly freshenMs: number;
  /** Candidates read from the store at once, and for one page in all. */
  readonly candidates: number;
  readonly looked: number;
}

export const SEARCH_BOUNDS: SearchBounds = {
  batch: 500,
  idleMs: 2_000,
  freshenMs: 3_000,
  candidates: 200,
  looked: 5_000,
};
