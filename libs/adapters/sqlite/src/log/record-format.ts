import { Buffer } from 'node:buffer';
import { DwsError } from '@dws/kernel';
import type { OutgoingMessage } from '@dws/ports';

/**
 * Records of one partition that are published together stand packed in one row.
 *
 * Record: key length u32 · headers length u32 · value length i32, −1 for a tombstone · key · headers as JSON ·
 * value. Little endian.
 */
export const RECORD_HEADER = 12;
const TOMBSTONE = -1;

export interface UnpackedRecord {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Uint8Array | null;
}

/** A record ready to be packed: its texts measured once. */
export interface MeasuredRecord {
  readonly message: OutgoingMessage;
  readonly key: Uint8Array;
  readonly headers: string;
  readonly headersLength: number;
  readonly size: number;
}

export function measure(message: OutgoingMessage, key: Uint8Array): MeasuredRecord {
  const headers = JSON.stringify(message.headers);
  const headersLength = Buffer.byteLength(headers);
  const valueLength = message.value?.byteLength ?? 0;
  return {
    message,
    key,
    headers,
    headersLength,
    size: RECORD_HEADER + key.length + headersLength + valueLength,
  };
}

/** Packs at `offset`; answers where the value begins. */
export function packRecord(bytes: Buffer, offset: number, record: MeasuredRecord): number {
  const { value } = record.message;
  bytes.writeUInt32LE(record.key.length, offset);
  bytes.writeUInt32LE(record.headersLength, offset + 4);
  bytes.writeInt32LE(value?.byteLength ?? TOMBSTONE, offset + 8);
  const keyAt = offset + RECORD_HEADER;
  bytes.set(record.key, keyAt);
  const headersAt = keyAt + record.key.length;
  bytes.write(record.headers, headersAt, 'utf8');
  const valueAt = headersAt + record.headersLength;
  if (value) bytes.set(value, valueAt);
  return valueAt;
}

/** @throws DwsError `store-corrupt` where the lengths or the headers are none that were packed. */
export function unpackRecords(packed: Uint8Array): UnpackedRecord[] {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const records: UnpackedRecord[] = [];
  for (let at = 0; at < bytes.byteLength;) {
    if (at + RECORD_HEADER > bytes.byteLength) throw corrupt(at);
    const headersAt = at + RECORD_HEADER + bytes.readUInt32LE(at);
    const valueAt = headersAt + bytes.readUInt32LE(at + 4);
    const length = bytes.readInt32LE(at + 8);
    const end = valueAt + Math.max(0, length);
    if (end > bytes.byteLength || length < TOMBSTONE) throw corrupt(at);
    records.push({
      key: bytes.toString('utf8', at + RECORD_HEADER, headersAt),
      headers: headersIn(bytes.toString('utf8', headersAt, valueAt), at),
      value: length === TOMBSTONE ? null : packed.subarray(valueAt, end),
    });
    at = end;
  }
  return records;
}

function headersIn(text: string, at: number): Record<string, string> {
  try {
    const headers: unknown = JSON.parse(text);
    if (typeof headers === 'object' && headers !== null) return headers as Record<string, string>;
  } catch {
    // Told below, without what stood there.
  }
  throw corrupt(at);
}

function corrupt(at: number): DwsError {
  return new DwsError('store-corrupt', `expected a packed record at byte ${at} of a row`, { byte: at });
}
