import { DwsError, type Position } from '@dws/kernel';
import type { RecordedEvent } from '@dws/ports';
import type { ChunkPlace, ChunkRow } from './calls.ts';
import { asBuffer, EVENT_HEADER, packedEventAt } from './chunk-format.ts';
import { readUuid } from './uuid-bytes.ts';

const NO_BYTES = new Uint8Array();

/**
 * The events of one append. They are taken apart once, when first asked for, and then shared by every reader:
 * a case is loaded by each stage that handles it.
 */
export class PackedChunk {
  readonly stream: string;
  readonly position: number;
  readonly revision: number;
  readonly count: number;
  readonly createdAt: number;
  readonly bytes: Uint8Array;
  readonly #types: readonly string[];
  #events: readonly RecordedEvent[] | undefined;

  /** The place of events that are not held. */
  static elsewhere({ stream, ...place }: ChunkPlace): PackedChunk {
    return new PackedChunk(stream, { ...place, createdAt: 0, events: NO_BYTES }, []);
  }

  constructor(stream: string, row: ChunkRow, types: readonly string[]) {
    this.stream = stream;
    this.position = row.position;
    this.revision = row.revision;
    this.count = row.count;
    this.createdAt = row.createdAt;
    this.bytes = row.events;
    this.#types = types;
  }

  /** False for events that another client wrote and that stand in the file only. */
  get isHeld(): boolean {
    return this.bytes.byteLength > 0;
  }

  get lastRevision(): number {
    return this.revision + this.count - 1;
  }

  get lastPosition(): number {
    return this.position + this.count - 1;
  }

  get events(): readonly RecordedEvent[] {
    this.#events ??= this.#unpack();
    return this.#events;
  }

  #unpack(): RecordedEvent[] {
    const bytes = asBuffer(this.bytes);
    const events: RecordedEvent[] = [];
    let offset = 0;
    for (let index = 0; index < this.count; index += 1) {
      if (offset + EVENT_HEADER > bytes.byteLength) throw this.#corrupt(index);
      const { type, binary, idAt, dataAt, metadataAt, end } = packedEventAt(bytes, offset);
      if (end > bytes.byteLength) throw this.#corrupt(index);
      events.push({
        stream: this.stream,
        revision: this.revision + index,
        position: positionAt(this.position + index),
        id: readUuid(bytes, idAt),
        type: this.#types[type] ?? '',
        data: this.bytes.subarray(dataAt, metadataAt),
        metadata: this.bytes.subarray(metadataAt, end),
        createdAt: this.createdAt,
        format: binary ? 'binary' : 'json',
      });
      offset = end;
    }
    return events;
  }

  #corrupt(index: number): DwsError {
    const at = this.position + index;
    return new DwsError('store-corrupt', `expected a packed event at position ${at}`, { position: at });
  }
}

/** The embedded store counts events; both numbers of a position are that count. */
export function positionAt(sequence: number): Position {
  const both = BigInt(sequence);
  return { commit: both, prepare: both };
}
