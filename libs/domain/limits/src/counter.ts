import type { LimitEntry, LimitReleased, LimitReserved } from '@dws/contracts';

export type LimitEvent =
  | { readonly type: 'limit-reserved'; readonly data: LimitReserved }
  | { readonly type: 'limit-released'; readonly data: LimitReleased };

/**
 * What is set aside of one limit on one day: the fold of its stream. Changed in place, because a busy day holds
 * hundreds of thousands of shares and copying them for each batch would make the day slower by the hour.
 */
export class Counter {
  readonly #entries = new Map<string, LimitEntry>();
  /** Shares by the record that is written to, where their rule counts those. */
  readonly #byRecord = new Map<string, number>();
  #count = 0;
  #amountMinor = 0;

  get count(): number {
    return this.#count;
  }

  get amountMinor(): number {
    return this.#amountMinor;
  }

  /** Actions that wrote, or may write, to one record. */
  countOn(record: string): number {
    return this.#byRecord.get(record) ?? 0;
  }

  has(digest: string): boolean {
    return this.#entries.has(digest);
  }

  /** Oldest first. */
  entries(): IterableIterator<LimitEntry> {
    return this.#entries.values();
  }

  /** A digest counts once, however often it is reserved; releasing an unknown one changes nothing. */
  apply(event: LimitEvent): this {
    if (event.type === 'limit-reserved') for (const entry of event.data.entries) this.#reserve(entry);
    else for (const digest of event.data.digests) this.#release(digest);
    return this;
  }

  #reserve(entry: LimitEntry): void {
    if (this.#entries.has(entry.digest)) return;
    this.#entries.set(entry.digest, entry);
    this.#count += entry.count;
    this.#onRecord(entry.record, entry.count);
    this.#amountMinor += entry.amountMinor;
  }

  #release(digest: string): void {
    const entry = this.#entries.get(digest);
    if (!entry) return;
    this.#entries.delete(digest);
    this.#count -= entry.count;
    this.#onRecord(entry.record, -entry.count);
    this.#amountMinor -= entry.amountMinor;
  }

  #onRecord(record: string | undefined, change: number): void {
    if (record === undefined) return;
    const count = this.countOn(record) + change;
    if (count > 0) this.#byRecord.set(record, count);
    else this.#byRecord.delete(record);
  }
}
