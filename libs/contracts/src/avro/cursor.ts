import { DwsError } from '@dws/kernel';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const REPLACEMENT = '\ufffd';
/** A 64-bit integer takes at most ten groups of seven bits. */
const MAX_VARINT_BYTES = 10;

/** Reads Avro's primitive values from bytes and never past their end. All throw `payload-malformed`. */
export class Cursor {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = start;
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  boolean(): boolean {
    const byte = this.#byte();
    if (byte > 1) throw this.malformed(`expected 0 or 1 for a boolean, found ${byte}`);
    return byte === 1;
  }

  /** Zigzag varint. Numbers beyond ±(2^53 − 1) are refused rather than rounded. */
  long(): number {
    const start = this.#at;
    let zigzag = 0;
    let weight = 1;
    for (let byte = this.#byte(); ; byte = this.#byte()) {
      zigzag += (byte & 0x7f) * weight;
      weight *= 128;
      if (byte < 0x80) break;
      if (this.#at - start === MAX_VARINT_BYTES)
        throw this.malformed('expected a varint of at most ten bytes');
    }
    if (!Number.isSafeInteger(zigzag)) return this.#wide(start);
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }

  double(): number {
    const start = this.#take(8);
    return this.#bytes.readDoubleLE(start);
  }

  string(): string {
    const length = this.long();
    if (length < 0) throw this.malformed(`expected a length, found ${length}`);
    const start = this.#take(length);
    const text = this.#bytes.toString('utf8', start, start + length);
    // The fast decoder repairs silently; only text that shows a repair is worth a strict second look.
    return text.includes(REPLACEMENT) ? this.#strictly(start, length) : text;
  }

  /** Number of items in the next block; 0 at the end. Every item takes a byte, so more items than bytes is a lie. */
  blockCount(): number {
    let count = this.long();
    if (count < 0) {
      count = -count;
      this.long();
    }
    if (count > this.remaining)
      throw this.malformed(`expected ${count} items, found ${this.remaining} bytes`);
    return count;
  }

  malformed(problem: string): DwsError {
    return new DwsError('payload-malformed', `${problem} at byte ${this.#at}`, { byte: this.#at });
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw this.malformed('expected another byte, found the end');
    this.#at++;
    return byte;
  }

  #take(length: number): number {
    if (length > this.remaining) throw this.malformed(`expected ${length} bytes, found ${this.remaining}`);
    const start = this.#at;
    this.#at += length;
    return start;
  }

  #strictly(start: number, length: number): string {
    try {
      return strict.decode(this.#bytes.subarray(start, start + length));
    } catch (error) {
      throw new DwsError('payload-malformed', `expected UTF-8 at byte ${start}`, { byte: start }, error);
    }
  }

  /** Zigzag doubles a number, so the largest ones need a bigint on the way. */
  #wide(start: number): number {
    let zigzag = 0n;
    for (let index = this.#at - 1; index >= start; index--)
      zigzag = (zigzag << 7n) | BigInt((this.#bytes[index] ?? 0) & 0x7f);
    const value = Number((zigzag >> 1n) ^ -(zigzag & 1n));
    if (!Number.isSafeInteger(value)) throw this.malformed('expected an integer within ±(2^53 − 1)');
    return value;
  }
}
