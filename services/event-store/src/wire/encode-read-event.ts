import type { RecordedEvent } from '@dws/ports';
import {
  fieldSize,
  unsignedSize,
  varintOfBigInt,
  writeBytes,
  writeHeader,
  writeUnsigned,
} from './protobuf-writer.ts';

export type UuidForm = 'string' | 'structured';

/** `created` counts tenths of a microsecond. */
const TICKS_PER_MILLISECOND = 10_000n;
const EMPTY = Buffer.alloc(0);

/** Parts that repeat from event to event: bounded, because event types and stream names are not. */
const ENTRIES_LIMIT = 10_000;
const typeEntries = new Map<string, Buffer>();
const CONTENT_TYPE_ENTRY = {
  json: mapEntry('content-type', 'application/json'),
  binary: mapEntry('content-type', 'application/octet-stream'),
};

/**
 * Bytes of a `ReadResp` that carries one event: what the generated stub would write, without building it.
 * `inLog` says whether the reader follows `$all`, where the event's own position is its address.
 */
export function encodeReadEvent(event: RecordedEvent, uuidForm: UuidForm, inLog: boolean): Buffer {
  const id = uuidForm === 'string' ? stringUuid(event.id) : structuredUuid(event.id);
  const stream = Buffer.from(event.stream, 'utf8');
  const type = typeEntry(event.type);
  const contentType = CONTENT_TYPE_ENTRY[event.format ?? 'json'];
  const created = mapEntry('created', String(BigInt(event.createdAt) * TICKS_PER_MILLISECOND));
  const prepare = Number(event.position.prepare);
  const commit = Number(event.position.commit);

  const streamSize = fieldSize(stream.length);
  const recordSize =
    fieldSize(id.length) +
    fieldSize(streamSize) +
    unsignedSize(event.revision) +
    unsignedSize(prepare) +
    unsignedSize(commit) +
    fieldSize(type.length) +
    fieldSize(contentType.length) +
    fieldSize(created.length) +
    (event.metadata.length > 0 ? fieldSize(event.metadata.length) : 0) +
    (event.data.length > 0 ? fieldSize(event.data.length) : 0);
  const address = inLog ? unsignedSize(commit) : fieldSize(0);
  const readEventSize = fieldSize(recordSize) + address;

  const bytes = Buffer.allocUnsafe(fieldSize(readEventSize));
  let at = writeHeader(bytes, 0, 1, readEventSize);
  at = writeHeader(bytes, at, 1, recordSize);
  at = writeBytes(bytes, at, 1, id);
  at = writeHeader(bytes, at, 2, streamSize);
  at = writeBytes(bytes, at, 3, stream);
  at = writeUnsigned(bytes, at, 3, event.revision);
  at = writeUnsigned(bytes, at, 4, prepare);
  at = writeUnsigned(bytes, at, 5, commit);
  at = writeBytes(bytes, at, 6, type);
  at = writeBytes(bytes, at, 6, contentType);
  at = writeBytes(bytes, at, 6, created);
  if (event.metadata.length > 0) at = writeBytes(bytes, at, 7, event.metadata);
  if (event.data.length > 0) at = writeBytes(bytes, at, 8, event.data);
  if (inLog) writeUnsigned(bytes, at, 3, commit);
  else writeBytes(bytes, at, 4, EMPTY);
  return bytes;
}

function typeEntry(type: string): Buffer {
  const known = typeEntries.get(type);
  if (known) return known;
  if (typeEntries.size >= ENTRIES_LIMIT) typeEntries.clear();
  const entry = mapEntry('type', type);
  typeEntries.set(type, entry);
  return entry;
}

function mapEntry(key: string, value: string): Buffer {
  const keyBytes = Buffer.from(key);
  const valueBytes = Buffer.from(value, 'utf8');
  const entry = Buffer.alloc(fieldSize(keyBytes.length) + fieldSize(valueBytes.length));
  writeBytes(entry, writeBytes(entry, 0, 1, keyBytes), 2, valueBytes);
  return entry;
}

function stringUuid(id: string): Buffer {
  const text = Buffer.from(id, 'latin1');
  const uuid = Buffer.allocUnsafe(fieldSize(text.length));
  writeBytes(uuid, 0, 2, text);
  return uuid;
}

function structuredUuid(id: string): Buffer {
  const raw = Buffer.from(id.replaceAll('-', ''), 'hex');
  const high = varintOfBigInt(raw.readBigInt64BE(0));
  const low = varintOfBigInt(raw.readBigInt64BE(8));
  const halves = Buffer.concat([Buffer.of(1 << 3), high, Buffer.of(2 << 3), low]);
  const uuid = Buffer.allocUnsafe(fieldSize(halves.length));
  writeBytes(uuid, 0, 1, halves);
  return uuid;
}
