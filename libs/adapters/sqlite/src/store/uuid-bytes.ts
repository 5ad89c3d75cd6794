const HEX_VALUE = new Int8Array(128).fill(-1);
for (let digit = 0; digit < 16; digit += 1) {
  HEX_VALUE[digit.toString(16).charCodeAt(0)] = digit;
  HEX_VALUE[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}
const HEX_PAIR = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const DASH = 45;
const DASHES_AT = [8, 13, 18, 23] as const;
/** Where in the text each byte's two digits begin. */
const DIGITS_AT = Uint8Array.of(0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34);

/**
 * Writes a UUID's 16 bytes at `offset`; half the room of its text, and comparable byte by byte.
 * @throws RangeError when `text` is not a UUID in its usual 36 characters.
 */
export function writeUuid(target: Uint8Array, offset: number, text: string): void {
  if (text.length !== 36) throw notAUuid(text);
  for (const at of DASHES_AT) if (text.charCodeAt(at) !== DASH) throw notAUuid(text);
  for (let index = 0; index < 16; index += 1) {
    const at = DIGITS_AT[index] as number;
    const high = HEX_VALUE[text.charCodeAt(at)] ?? -1;
    const low = HEX_VALUE[text.charCodeAt(at + 1)] ?? -1;
    if (high < 0 || low < 0) throw notAUuid(text);
    target[offset + index] = high * 16 + low;
  }
}

/** Lower-case text of the 16 bytes at `offset`. */
export function readUuid(source: Uint8Array, offset: number): string {
  const pair = (index: number): string => HEX_PAIR[source[offset + index] as number] as string;
  return (
    `${pair(0)}${pair(1)}${pair(2)}${pair(3)}-${pair(4)}${pair(5)}-${pair(6)}${pair(7)}-${pair(8)}${pair(9)}-` +
    `${pair(10)}${pair(11)}${pair(12)}${pair(13)}${pair(14)}${pair(15)}`
  );
}

function notAUuid(text: string): RangeError {
  return new RangeError(`an event id must be a UUID in 36 characters, found "${text}"`);
}
