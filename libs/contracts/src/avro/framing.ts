import type { Buffer } from 'node:buffer';
import { DwsError } from '@dws/kernel';

/** Confluent framing: magic byte 0, then the schema id as four big-endian bytes, then the Avro binary. */
export const FRAME_LENGTH = 5;

/** Writes the frame before an Avro binary that begins at `FRAME_LENGTH`. */
export function frame(schemaId: number, bytes: Buffer): Uint8Array {
  bytes[0] = 0;
  bytes.writeUInt32BE(schemaId, 1);
  return bytes;
}

/** @throws DwsError `payload-malformed` when the bytes are too short or do not begin with 0. */
export function schemaIdOf(bytes: Uint8Array): number {
  if (bytes.length < FRAME_LENGTH)
    throw new DwsError('payload-malformed', `expected at least ${FRAME_LENGTH} bytes, found ${bytes.length}`);
  if (bytes[0] !== 0)
    throw new DwsError(
      'payload-malformed',
      `expected the magic byte 0 of Confluent framing, found ${bytes[0]}`,
    );
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(1);
}

/**
 * Numbers of the repository's own file begin here, far above what a registry gives: a message published without a
 * registry can never be taken for one of a registry, on a topic that has seen both (docs/adr/0151).
 */
export const FIRST_LOCAL_NUMBER = 2_000_000_001;
const LAST_LOCAL_NUMBER = 2_099_999_999;

export function isLocalNumber(id: number): boolean {
  return id >= FIRST_LOCAL_NUMBER && id <= LAST_LOCAL_NUMBER;
}
