import type { RecordedEvent } from '@dws/ports';
import { FRAME_HEADER, writeFrameHeader } from './grpc-frame.ts';
import {
  fieldSize,
  unsignedSize,
  varintOfBigInt,
  varintSize,
  writeBytes,
  writeHeader,
  writeUnsigned,
} from './protobuf-writer.ts';
import { TOMBSTONE_REVISION } from './tombstone-revision.ts';

export type UuidForm = 'string' | 'structured';

/** `created` counts tenths of a microsecond. */
const TICKS_PER_MILLISECOND = 10_000n;
const EMPTY = Buffer.alloc(0);
const UUID_TEXT_LENGTH = 36;
const STRING_UUID_SIZE = fieldSize(UUID_TEXT_LENGTH);
const LARGEST = varintOfBigInt(2n ** 63n - 1n);

/** Parts that repeat from event to event: bounded, because event types are not. */
const ENTRIES_LIMIT = 10_000;
const typeEntries = new Map<string, Buffer>();
const CONTENT_TYPE_ENTRY = {
  json: mapEntry('content-type', 'application/json'),
  binary: mapEntry('content-type', 'application/octet-stream'),
};
/** Neighbours in the log mostly share stream and time: the last of each is kept encoded. */
let lastStream = { name: '', bytes: EMPTY };
let lastCreated = { at: -1, entry: mapEntry('created', '-10000') };

/** Sizes and encoded parts of one record. */
interface RecordParts {
  readonly event: RecordedEvent;
  readonly structuredId: Buffer | undefined;
  readonly idSize: number;
  readonly stream: Buffer;
  readonly type: Buffer;
  readonly contentType: Buffer;
  readonly created: Buffer;
  readonly prepare: number;
  readonly commit: number;
  readonly size: number;
}

/**
 * Bytes of a `ReadResp` that carries one event, as a gRPC frame: what the generated stub would write, without building
 * it.
 * The address is the event's position in the log, in a stream read too: servers have given it since 22.10, and the
 * Python client takes nothing less. With a `link` the event is the one it points to, if that is still there, and the
 * address is the link's.
 */
export function encodeReadEvent(
  event: RecordedEvent | undefined,
  uuidForm: UuidForm,
  link?: RecordedEvent,
): Buffer {
  const record = event && partsOf(event, uuidForm);
  const linkRecord = link && partsOf(link, uuidForm);
  const commit = linkRecord?.commit ?? record?.commit ?? 0;
  const readEventSize =
    (record ? fieldSize(record.size) : 0) +
    (linkRecord ? fieldSize(linkRecord.size) : 0) +
    (1 + varintSize(commit));

  const length = fieldSize(readEventSize);
  const bytes = Buffer.allocUnsafe(FRAME_HEADER + length);
  writeFrameHeader(bytes, length);
  let at = writeHeader(bytes, FRAME_HEADER, 1, readEventSize);
  if (record) at = writeRecord(bytes, at, 1, record);
  if (linkRecord) at = writeRecord(bytes, at, 2, linkRecord);
  writeOneof(bytes, at, 3, commit);
  return bytes;
}

function partsOf(event: RecordedEvent, uuidForm: UuidForm): RecordParts {
  const structuredId = uuidForm === 'structured' ? structuredUuid(event.id) : undefined;
  const idSize = structuredId?.length ?? STRING_UUID_SIZE;
  const stream = streamBytes(event.stream);
  const type = typeEntry(event.type);
  const contentType = CONTENT_TYPE_ENTRY[event.format ?? 'json'];
  const created = createdEntry(event.createdAt);
  const prepare = Number(event.position.prepare);
  const commit = Number(event.position.commit);
  const size =
    fieldSize(idSize) +
    fieldSize(fieldSize(stream.length)) +
    (event.revision === TOMBSTONE_REVISION ? 1 + LARGEST.length : unsignedSize(event.revision)) +
    unsignedSize(prepare) +
    unsignedSize(commit) +
    fieldSize(type.length) +
    fieldSize(contentType.length) +
    fieldSize(created.length) +
    (event.metadata.length > 0 ? fieldSize(event.metadata.length) : 0) +
    (event.data.length > 0 ? fieldSize(event.data.length) : 0);
  return { event, structuredId, idSize, stream, type, contentType, created, prepare, commit, size };
}

function writeRecord(bytes: Buffer, offset: number, field: number, parts: RecordParts): number {
  const { event, structuredId, stream } = parts;
  let at = writeHeader(bytes, offset, field, parts.size);
  if (structuredId) {
    at = writeBytes(bytes, at, 1, structuredId);
  } else {
    at = writeHeader(bytes, at, 1, STRING_UUID_SIZE);
    at = writeHeader(bytes, at, 2, UUID_TEXT_LENGTH);
    at += bytes.write(event.id, at, 'latin1');
  }
  at = writeHeader(bytes, at, 2, fieldSize(stream.length));
  at = writeBytes(bytes, at, 3, stream);
  if (event.revision === TOMBSTONE_REVISION) {
    bytes[at] = 3 << 3;
    bytes.set(LARGEST, at + 1);
    at += 1 + LARGEST.length;
  } else {
    at = writeUnsigned(bytes, at, 3, event.revision);
  }
  at = writeUnsigned(bytes, at, 4, parts.prepare);
  at = writeUnsigned(bytes, at, 5, parts.commit);
  at = writeBytes(bytes, at, 6, parts.type);
  at = writeBytes(bytes, at, 6, parts.contentType);
  at = writeBytes(bytes, at, 6, parts.created);
  if (event.metadata.length > 0) at = writeBytes(bytes, at, 7, event.metadata);
  if (event.data.length > 0) at = writeBytes(bytes, at, 8, event.data);
  return at;
}

/** A member of a oneof is written also where it is zero. */
function writeOneof(bytes: Buffer, at: number, field: number, value: number): void {
  if (value !== 0) {
    writeUnsigned(bytes, at, field, value);
    return;
  }
  bytes[at] = field << 3;
  bytes[at + 1] = 0;
}

function streamBytes(name: string): Buffer {
  if (lastStream.name !== name) lastStream = { name, bytes: Buffer.from(name, 'utf8') };
  return lastStream.bytes;
}

function createdEntry(at: number): Buffer {
  if (lastCreated.at !== at) {
    lastCreated = { at, entry: mapEntry('created', String(BigInt(at) * TICKS_PER_MILLISECOND)) };
  }
  return lastCreated.entry;
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

function structuredUuid(id: string): Buffer {
  const raw = Buffer.from(id.replaceAll('-', ''), 'hex');
  const high = varintOfBigInt(raw.readBigInt64BE(0));
  const low = varintOfBigInt(raw.readBigInt64BE(8));
  const halves = Buffer.concat([Buffer.of(1 << 3), high, Buffer.of(2 << 3), low]);
  const uuid = Buffer.allocUnsafe(fieldSize(halves.length));
  writeBytes(uuid, 0, 1, halves);
  return uuid;
}
