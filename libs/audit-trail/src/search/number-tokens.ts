import { token } from './token.ts';

/** A number's place in the order of all: its sign, exponent and first four bits, so that larger ones come later. */
const LEVELS = [0, 4, 8, 12] as const;
const LARGEST = 0xffff;
const view = new DataView(new ArrayBuffer(8));

/** Tokens of a number: of the range that it is in, in four widths. */
export function numberTokens(field: string, value: number): readonly string[] {
  const place = placeOf(value);
  return LEVELS.map((level) => rangeToken(field, level, place >>> level));
}

/** As few tokens as cover a range; a number in none of them is not in the range. */
export function rangeTokens(field: string, from: number | null, to: number | null): readonly string[] {
  const tokens: string[] = [];
  let low = from === null ? 0 : placeOf(from);
  let high = to === null ? LARGEST : placeOf(to);
  for (const level of LEVELS) {
    const widest = level === 12;
    for (; low <= high && (widest || low % 16 !== 0); low += 1) tokens.push(rangeToken(field, level, low));
    for (; low <= high && high % 16 !== 15; high -= 1) tokens.push(rangeToken(field, level, high));
    if (low > high) break;
    low = Math.floor(low / 16);
    high = Math.floor(high / 16);
  }
  return tokens;
}

function placeOf(value: number): number {
  view.setFloat64(0, value + 0);
  const bits = view.getUint16(0);
  return bits & 0x8000 ? ~bits & LARGEST : bits | 0x8000;
}

function rangeToken(field: string, level: number, range: number): string {
  return token('n', `${field}\0${level}\0${range}`);
}
