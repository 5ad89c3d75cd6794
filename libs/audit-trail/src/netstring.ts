import type { Buffer } from 'node:buffer';

/** Fields shorter than this are copied byte by byte: a call to copy costs more. */
const SHORT_BYTES = 48;

/** Writes `<length>:<bytes>,` so that it ends before `at`; gives where it begins. */
export function prependNetstring(to: Buffer, at: number, from: Buffer, start: number, end: number): number {
  const length = end - start;
  to[at - 1] = 0x2c;
  const begin = at - 1 - length;
  if (length < SHORT_BYTES) for (let i = 0; i < length; i += 1) to[begin + i] = from[start + i] ?? 0;
  else from.copy(to, begin, start, end);
  to[begin - 1] = 0x3a;
  return prependNumber(to, begin - 1, length);
}

/** ASCII alone. */
export function prependText(to: Buffer, at: number, text: string): number {
  const begin = at - text.length;
  to.write(text, begin, 'latin1');
  return begin;
}

function prependNumber(to: Buffer, at: number, value: number): number {
  let begin = at;
  let left = value;
  do {
    begin -= 1;
    to[begin] = 0x30 + (left % 10);
    left = (left - (left % 10)) / 10;
  } while (left > 0);
  return begin;
}
