import type { Buffer } from 'node:buffer';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Writes what a JSON string means, where its only escapes are `\"` and `\\`, as almost always in JSON inside JSON.
 * Gives the place of the quote that ends it; -1 where another escape or a control character stands, or no quote. The
 * bytes written are as many as there were, less one for each escape: the caller sees `escapes` of them.
 */
export function unescapeInto(
  to: Uint8Array,
  at: number,
  from: Buffer,
  start: number,
  count: { escapes: number },
): number {
  const end = Math.min(from.length, start + to.length - at);
  let shift = at - start;
  for (let i = start; i < end; i += 1) {
    const byte = from[i] ?? 0;
    if (byte === BACKSLASH) {
      i += 1;
      shift -= 1;
      const escaped = from[i];
      if (escaped !== QUOTE && escaped !== BACKSLASH) return -1;
      to[i + shift] = escaped;
    } else if (byte === QUOTE) {
      count.escapes = at - start - shift;
      return i;
    } else if (byte < 0x20) {
      return -1;
    } else {
      to[i + shift] = byte;
    }
  }
  return -1;
}
