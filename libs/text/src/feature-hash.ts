const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Scrambles all bits (the finaliser of MurmurHash3), so that near texts do not get near numbers. */
function scramble(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/**
 * 32-bit name of `text[start, end)` (FNV-1a over code units, scrambled). `kind` keeps a word apart from a
 * character group with the same letters. Features are kept by this number and never as text, so a model file
 * holds no words of a customer.
 */
export function hashSlice(kind: number, text: string, start: number, end: number): number {
  let hash = FNV_OFFSET ^ kind;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return scramble(hash);
}

/** 32-bit name of an ordered pair of names. */
export function hashPair(kind: number, first: number, second: number): number {
  return scramble(Math.imul(Math.imul(kind ^ first, FNV_PRIME) ^ second, 0x9e3779b1));
}
