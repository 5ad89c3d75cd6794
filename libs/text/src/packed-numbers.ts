import { DwsError, type JsonValue } from '@dws/kernel';

/** Numbers as base64 of their little-endian bytes, the byte order of every platform that Node runs on. */
export function textOf(numbers: Uint32Array | Float32Array | Int8Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');
}

/**
 * The bytes behind {@link textOf}, in a buffer of their own, so that any number type may be laid over them.
 * @param width bytes of one number
 * @throws DwsError `model-invalid` when it is not text or not a whole count of numbers
 */
export function bytesOf(packed: JsonValue | undefined, width: number): ArrayBuffer {
  if (typeof packed !== 'string') throw new DwsError('model-invalid', 'expected packed numbers, found none');
  const bytes = Buffer.from(packed, 'base64');
  if (bytes.byteLength % width !== 0) {
    throw new DwsError(
      'model-invalid',
      `expected numbers of ${width} bytes, found ${bytes.byteLength} bytes`,
    );
  }
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}
