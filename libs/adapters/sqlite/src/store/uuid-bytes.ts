const HEX_VALUE = new Int8Array(128).fill(-1);
for (let digit = 0; digit < 16; digit += 1) {
  HEX_VALUE[digit.toString(16).charCodeAt(0)] = digit;
  HEX_VALUE[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}
const HEX_PAIR = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const DASHES_BEFORE = new Set([4, 6, 8, 10]);

/**
 * Writes a UUID's 16 bytes at `offset`; half the room of its text, and comparable byte by byte.
 * @throws RangeError when `text` is not a UUID in its usual 36 characters.
 */
export function writeUuid(target: Uint8Array, offset: number, text: string): void {
  let at = 0;
  for (let index = 0; index < 16; index += 1) {
    if (DASHES_BEFORE.has(index) && text.charCodeAt(at++) !== 45) throw notAUuid(text);
    const high = HEX_VALUE[text.charCodeAt(at)] ?? -1;
    const low = HEX_VALUE[text.charCodeAt(at + 1)] ?? -1;
    if (high < 0 || low < 0) throw notAUuid(text);
    target[offset + index] = high * 16 + low;
    at += 2;
  }
  if (text.length !== 36) throw notAUuid(text);
}

/** Lower-case text of the 16 bytes at `offset`. */
export function readUuid(source: Uint8Array, offset: number): string {
  let text = '';
  for (let index = 0; index < 16; index += 1) {
    if (DASHES_BEFORE.has(index)) text += '-';
    text += HEX_PAIR[source[offset + index] as number] as string;
  }
  return text;
}

function notAUuid(text: string): RangeError {
  return new RangeError(`an event id must be a UUID in 36 characters, found "${text}"`);
}
