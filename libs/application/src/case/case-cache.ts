import type { LoadedCase } from './loaded-case.ts';

/**
 * The open cases used last, bounded by their number; the one used longest ago goes first. A case that ended is let
 * go at once: hardly anybody asks for it again, and what is kept is what every garbage collection walks through.
 */
export class CaseCache {
  readonly #limit: number;
  readonly #entries = new Map<string, LoadedCase>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  has(caseId: string): boolean {
    return this.#entries.has(caseId);
  }

  get(caseId: string): LoadedCase | undefined {
    return this.#entries.get(caseId);
  }

  /** Keeps the newer of two: a slow reader never puts an older state over a newer one. */
  set(loaded: LoadedCase): void {
    const known = this.#entries.get(loaded.caseId);
    if (known && known.revision > loaded.revision) return;
    this.#entries.delete(loaded.caseId);
    if (loaded.state.phase === 'closed') return;
    this.#entries.set(loaded.caseId, loaded);
    if (this.#entries.size <= this.#limit) return;
    const oldest = this.#entries.keys().next().value;
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  delete(caseId: string): void {
    this.#entries.delete(caseId);
  }
}
