/**
 * The few Protocol Buffers encodings that an event on the wire needs. The generated stubs build an object, a map
 * and several arrays for each event; a read of the log spends most of its time there (docs/adr/0051).
 */
const SEVEN_BITS = 0x80;

/** Bytes that `writeVarint` takes for a non-negative safe integer. */
export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= SEVEN_BITS; rest = Math.floor(rest / SEVEN_BITS)) size += 1;
  return size;
}

/** Writes a non-negative safe integer and gives the offset after it. */
export function writeVarint(target: Buffer, offset: number, value: number): number {
  let rest = value;
  let at = offset;
  while (rest >= SEVEN_BITS) {
    target[at] = (rest % SEVEN_BITS) | SEVEN_BITS;
    at += 1;
    rest = Math.floor(rest / SEVEN_BITS);
  }
  target[at] = rest;
  return at + 1;
}

/** Ten bytes at most: an int64 in two's complement, as UUID halves are sent. */
export function varintOfBigInt(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | SEVEN_BITS);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}

/** Size of a length-delimited field whose tag takes one byte. */
export function fieldSize(length: number): number {
  return 1 + varintSize(length) + length;
}

/** Writes the tag and length of a length-delimited field; its content follows. */
export function writeHeader(target: Buffer, offset: number, field: number, length: number): number {
  target[offset] = (field << 3) | 2;
  return writeVarint(target, offset + 1, length);
}

export function writeBytes(target: Buffer, offset: number, field: number, bytes: Uint8Array): number {
  const at = writeHeader(target, offset, field, bytes.length);
  target.set(bytes, at);
  return at + bytes.length;
}

/** Writes an unsigned number; zero is left out, as proto3 asks. */
export function writeUnsigned(target: Buffer, offset: number, field: number, value: number): number {
  if (value === 0) return offset;
  target[offset] = field << 3;
  return writeVarint(target, offset + 1, value);
}

export function unsignedSize(value: number): number {
  return value === 0 ? 0 : 1 + varintSize(value);
}
