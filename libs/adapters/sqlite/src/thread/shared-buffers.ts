/** Buffers kept for the next call; more are in use at once only while the disk stalls. */
const MAX_SPARE = 8;
const SMALLEST_BYTES = 256 * 1024;

/**
 * Memory that both threads see, used again and again for bytes on their way to the storage thread.
 *
 * A transferred ArrayBuffer would be garbage on the other side after one call, and V8 counts such memory apart:
 * at full load it made each thread collect all its garbage several times a second.
 */
export class SharedBuffers {
  readonly #spare: SharedArrayBuffer[] = [];

  /** At least `bytes` long. The caller gives it back when the thread has answered. */
  take(bytes: number): SharedArrayBuffer {
    const fits = this.#spare.findIndex(({ byteLength }) => byteLength >= bytes);
    const [spare] = fits < 0 ? [] : this.#spare.splice(fits, 1);
    if (spare) return spare;
    return new SharedArrayBuffer(Math.max(SMALLEST_BYTES, 2 ** Math.ceil(Math.log2(bytes))));
  }

  giveBack(buffer: SharedArrayBuffer): void {
    // The larger ones are worth more: a small one is soon too small again.
    this.#spare.push(buffer);
    if (this.#spare.length > MAX_SPARE) this.#spare.sort((a, b) => b.byteLength - a.byteLength).pop();
  }
}
