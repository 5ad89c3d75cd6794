const SEVEN_BITS = 0x80;
const WIRE = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const;

/** Receives one field of a message: a number, or the range of its bytes. */
export type OnField = (field: number, value: number, start: number, end: number) => void;

/**
 * Walks the fields of a Protocol Buffers message between two offsets without building objects. Numbers are read
 * as unsigned and must be safe integers; fields that nobody knows are passed all the same and ignored.
 * @throws RangeError for bytes that are no message.
 */
export function forEachField(bytes: Buffer, start: number, end: number, onField: OnField): void {
  let at = start;

  function varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= SEVEN_BITS) {
      const byte = bytes[at];
      if (byte === undefined || at >= end) throw new RangeError('A message ends inside a number.');
      at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < SEVEN_BITS) return value;
    }
  }

  while (at < end) {
    const tag = varint();
    const field = tag >>> 3;
    switch (tag & 7) {
      case WIRE.varint:
        onField(field, varint(), at, at);
        break;
      case WIRE.lengthDelimited: {
        const length = varint();
        if (at + length > end) throw new RangeError('A message ends inside a field.');
        onField(field, 0, at, at + length);
        at += length;
        break;
      }
      case WIRE.fixed64:
        at += 8;
        break;
      case WIRE.fixed32:
        at += 4;
        break;
      default:
        throw new RangeError(`Expected a known wire type, found ${tag & 7}.`);
    }
  }
}
