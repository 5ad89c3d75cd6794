import type { Buffer } from 'node:buffer';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ZERO = 0x30;
/** More may be beyond what a number holds exactly. */
const MOST_DIGITS = 15;

/** Whether the expected bytes stand there, wholly before `end`. */
export function standsAt(bytes: Buffer, at: number, end: number, expected: Buffer): boolean {
  if (at < 0 || at + expected.length > end) return false;
  for (let i = 0; i < expected.length; i += 1) if (bytes[at + i] !== expected[i]) return false;
  return true;
}

/** Behind digits as a number is written; -1 where there are none, too many, or a zero before others. */
export function endOfNumber(bytes: Buffer, start: number, end: number): number {
  const at = endOfDigits(bytes, start, end);
  return at - start > 1 && bytes[start] === ZERO ? -1 : at;
}

/** Behind any digits; -1 where there are none or too many. */
export function endOfDigits(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && isDigit(bytes[at] ?? 0)) at += 1;
  return at === start || at - start > MOST_DIGITS ? -1 : at;
}

/** The quote that ends a string without escapes and control characters; -1 where it is not so. */
export function endOfWord(bytes: Buffer, start: number, end: number): number {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH || byte < 0x20) return -1;
  }
  return -1;
}

export function isHex(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (!isDigit(byte) && (byte < 0x61 || byte > 0x66)) return false;
  }
  return true;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= 0x39;
}
