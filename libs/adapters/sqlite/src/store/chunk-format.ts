import { Buffer } from 'node:buffer';
import type { NewEvent } from '@dws/ports';
import { writeUuid } from './uuid-bytes.ts';

/**
 * One append is one row, and the events in it are packed as below. The main thread packs once; the same bytes
 * go to the thread, into the row, and back to readers, so no event is taken apart in between (ADR 0021).
 *
 * Event: type u16 · id 16 bytes · data length u32 · metadata length u32 · data · metadata. Little endian. The
 * type's highest bit marks data that is not JSON.
 */
export const EVENT_HEADER = 26;
const ID_AT = 2;
const DATA_LENGTH_AT = 18;
const METADATA_LENGTH_AT = 22;

/** An append's row can count this many events; more are refused as too large. */
export const MAX_EVENTS_PER_APPEND = 65_535;
const BINARY_BIT = 0x8000;
/** Types are stored as numbers of fifteen bits. */
export const MAX_EVENT_TYPES = 32_767;

export function packedSize(events: readonly NewEvent[]): number {
  let size = 0;
  for (const event of events) size += EVENT_HEADER + event.data.byteLength + event.metadata.byteLength;
  return size;
}

/** Packs `event` at `offset` and returns the offset after it. */
export function packEvent(bytes: Buffer, offset: number, event: NewEvent, type: number): number {
  bytes.writeUInt16LE(event.format === 'binary' ? type | BINARY_BIT : type, offset);
  writeUuid(bytes, offset + ID_AT, event.id);
  bytes.writeUInt32LE(event.data.byteLength, offset + DATA_LENGTH_AT);
  bytes.writeUInt32LE(event.metadata.byteLength, offset + METADATA_LENGTH_AT);
  const dataAt = offset + EVENT_HEADER;
  bytes.set(event.data, dataAt);
  bytes.set(event.metadata, dataAt + event.data.byteLength);
  return dataAt + event.data.byteLength + event.metadata.byteLength;
}

/** Where the parts of the packed event at `offset` lie. */
export interface PackedEvent {
  readonly type: number;
  readonly binary: boolean;
  readonly idAt: number;
  readonly dataAt: number;
  readonly metadataAt: number;
  readonly end: number;
}

export function packedEventAt(bytes: Buffer, offset: number): PackedEvent {
  const dataAt = offset + EVENT_HEADER;
  const metadataAt = dataAt + bytes.readUInt32LE(offset + DATA_LENGTH_AT);
  return {
    type: typeAt(bytes, offset),
    binary: bytes.readUInt16LE(offset) >= BINARY_BIT,
    idAt: offset + ID_AT,
    dataAt,
    metadataAt,
    end: metadataAt + bytes.readUInt32LE(offset + METADATA_LENGTH_AT),
  };
}

/** True where one of the packed events has a wanted type. */
export function hasType(bytes: Buffer, wanted: (type: number) => boolean): boolean {
  for (let offset = 0; offset < bytes.byteLength; offset = packedEventAt(bytes, offset).end) {
    if (wanted(typeAt(bytes, offset))) return true;
  }
  return false;
}

/** The ids of the packed events, in order, as views. */
export function* packedIds(bytes: Buffer): Generator<Buffer> {
  for (let offset = 0; offset < bytes.byteLength; offset = packedEventAt(bytes, offset).end) {
    yield bytes.subarray(offset + ID_AT, offset + DATA_LENGTH_AT);
  }
}

function typeAt(bytes: Buffer, offset: number): number {
  return bytes.readUInt16LE(offset) & ~BINARY_BIT;
}

/** A view as a Buffer, without copying. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
