import { Buffer } from 'node:buffer';
import type { Append } from '@dws/ports';
import { packEvent } from './chunk-format.ts';

/**
 * Appends on their way to the thread, packed one after the other into one buffer.
 *
 * Entry: stream name length u16 · expected revision i32 · events u16 · packed length u32 · name · events.
 */
const ENTRY_HEADER = 12;
const FIRST_SLAB_BYTES = 65_536;

export interface SlabEntry {
  readonly stream: string;
  readonly expectedRevision: number;
  readonly count: number;
  /** The packed events, a view into the slab. */
  readonly events: Buffer;
}

/** Where an entry's packed events lie in the slab. */
export interface EntryPlace {
  readonly offset: number;
  readonly length: number;
}

/** Packs appends; one scratch buffer is used for ever, `take` copies what was written. */
export class AppendSlab {
  #bytes = Buffer.allocUnsafeSlow(FIRST_SLAB_BYTES);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /**
   * @param packed size of the packed events in bytes.
   * @throws RangeError for an event id that is not a UUID; the slab is then as before.
   */
  add(append: Append, packed: number, typeNumber: (type: string) => number): EntryPlace {
    const nameLength = Buffer.byteLength(append.stream);
    const start = this.#length;
    this.#makeRoom(ENTRY_HEADER + nameLength + packed);
    const bytes = this.#bytes;
    bytes.writeUInt16LE(nameLength, start);
    bytes.writeInt32LE(append.expectedRevision, start + 2);
    bytes.writeUInt16LE(append.events.length, start + 6);
    bytes.writeUInt32LE(packed, start + 8);
    bytes.write(append.stream, start + ENTRY_HEADER, 'utf8');
    const offset = start + ENTRY_HEADER + nameLength;
    let at = offset;
    for (const event of append.events) at = packEvent(bytes, at, event, typeNumber(event.type));
    this.#length = at;
    return { offset, length: packed };
  }

  /** A copy of what was added since the last `take`, of exactly its size. */
  take(): Buffer {
    const taken = Buffer.allocUnsafeSlow(this.#length);
    this.#bytes.copy(taken, 0, 0, this.#length);
    this.#length = 0;
    return taken;
  }

  /** Forgets what was added after `length`. */
  rewind(length: number): void {
    this.#length = length;
  }

  #makeRoom(size: number): void {
    if (this.#length + size <= this.#bytes.byteLength) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.byteLength * 2, this.#length + size));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

export function* slabEntries(slab: Buffer): Generator<SlabEntry> {
  for (let at = 0; at < slab.byteLength;) {
    const nameAt = at + ENTRY_HEADER;
    const eventsAt = nameAt + slab.readUInt16LE(at);
    const end = eventsAt + slab.readUInt32LE(at + 8);
    yield {
      stream: slab.toString('utf8', nameAt, eventsAt),
      expectedRevision: slab.readInt32LE(at + 2),
      count: slab.readUInt16LE(at + 6),
      events: slab.subarray(eventsAt, end),
    };
    at = end;
  }
}
