import { systemTimers, type Timers } from '../runtime/timers.ts';

interface Entry<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers calls that fall into the same turn of the event loop into one, so that many outcomes cost one append.
 * Bounded by `maxSize`; a larger turn makes several calls.
 */
export class Batcher<Item, Result> {
  readonly #run: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly #maxSize: number;
  readonly #timers: Timers;
  #pending: Entry<Item, Result>[] = [];
  #scheduled = false;

  constructor(
    maxSize: number,
    run: (items: readonly Item[]) => Promise<readonly Result[]>,
    timers: Timers = systemTimers,
  ) {
    this.#maxSize = maxSize;
    this.#run = run;
    this.#timers = timers;
  }

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ item, resolve, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      this.#timers.nextTurn(() => {
        this.#scheduled = false;
        const all = this.#pending;
        this.#pending = [];
        for (let start = 0; start < all.length; start += this.#maxSize)
          void this.#flush(all.slice(start, start + this.#maxSize));
      });
    });
  }

  async #flush(batch: readonly Entry<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#run(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => {
        resolve(results[index] as Result);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
