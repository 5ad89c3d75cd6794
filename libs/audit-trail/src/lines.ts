import { Buffer, isUtf8 } from 'node:buffer';

const LINE_FEED = 0x0a;

/** A line's text without its line feed; `null` where its bytes are not UTF-8, or where its line feed is missing. */
export type Line = string | null;

/** Lines of bytes that come in pieces, as many at a time as a piece completes. */
export async function* linesOf(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<readonly Line[]> {
  let rest: Uint8Array[] = [];
  for await (const piece of pieces) {
    const end = piece.lastIndexOf(LINE_FEED);
    if (end < 0) {
      rest.push(piece);
      continue;
    }
    yield linesIn(Buffer.concat([...rest, piece.subarray(0, end)]));
    rest = [piece.subarray(end + 1)];
  }
  if (rest.some(({ length }) => length > 0)) yield [null];
}

function linesIn(bytes: Buffer): readonly Line[] {
  if (isUtf8(bytes)) return bytes.toString('utf8').split('\n');
  // Seldom: only a damaged file comes here. Bytes to text and back one to one, so that each line is judged alone.
  return bytes
    .toString('latin1')
    .split('\n')
    .map((line) => Buffer.from(line, 'latin1'))
    .map((line) => (isUtf8(line) ? line.toString('utf8') : null));
}
