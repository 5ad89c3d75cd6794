import type { Partition } from './partition.ts';

/** Bounds the bytes of records that all partitions together keep in memory: the oldest leave first. */
export class RecentRecords {
  readonly #maxBytes: number;
  #held: { readonly partition: Partition; readonly count: number; readonly bytes: number }[] = [];
  #dropped = 0;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** @param count records that were just added to the end of `partition`. */
  add(partition: Partition, count: number, bytes: number): void {
    this.#held.push({ partition, count, bytes });
    this.#bytes += bytes;
    while (this.#bytes > this.#maxBytes) {
      const oldest = this.#held[this.#dropped];
      if (!oldest) return;
      oldest.partition.forget(oldest.count);
      this.#bytes -= oldest.bytes;
      this.#dropped += 1;
    }
    if (this.#dropped < 1_024) return;
    this.#held = this.#held.slice(this.#dropped);
    this.#dropped = 0;
  }
}
