import { Buffer, isUtf8 } from 'node:buffer';

export const LINE_FEED = 0x0a;

/** A line's text without its line feed; `null` where its bytes are not UTF-8, or where its line feed is missing. */
export type Line = string | null;

/** Whole lines, each with its line feed, of bytes that come in pieces; at last what has none. */
export async function* wholeLinesOf(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let rest: Uint8Array[] = [];
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const first = rest.length === 0 ? 0 : bytes.indexOf(LINE_FEED) + 1;
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    if (end === 0) {
      rest.push(bytes);
      continue;
    }
    // Only the line that a piece cuts is copied.
    if (first > 0) yield Buffer.concat([...rest, bytes.subarray(0, first)]);
    if (end > first) yield bytes.subarray(first, end);
    rest = end < bytes.length ? [bytes.subarray(end)] : [];
  }
  const left = Buffer.concat(rest);
  if (left.length > 0) yield left;
}

/** Bytes without a line feed. */
export function lineOf(bytes: Buffer): Line {
  return isUtf8(bytes) ? bytes.toString('utf8') : null;
}
