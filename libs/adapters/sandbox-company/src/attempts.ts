import type { Attempt } from './ledger-row.ts';

/** The latest tries to write, at most `bound` of them; counts by outcome cover all. A bound of 0 keeps none. */
export class Attempts {
  readonly #bound: number;
  readonly #latest: Attempt[] = [];
  readonly #counts = new Map<string, number>();
  #next = 0;

  constructor(bound: number) {
    this.#bound = bound;
  }

  get recording(): boolean {
    return this.#bound > 0;
  }

  record(attempt: Attempt): void {
    if (this.#bound === 0) return;
    this.#latest[this.#next] = attempt;
    this.#next = (this.#next + 1) % this.#bound;
    this.#counts.set(attempt.outcome, (this.#counts.get(attempt.outcome) ?? 0) + 1);
  }

  /** Oldest first. */
  latest(): readonly Attempt[] {
    if (this.#latest.length < this.#bound) return [...this.#latest];
    return [...this.#latest.slice(this.#next), ...this.#latest.slice(0, this.#next)];
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }
}
