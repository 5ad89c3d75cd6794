/**
 * Stands for a text in the index: two 32-bit hashes of it, as letters and digits. The index so holds nothing that can be
 * read, though a word can be guessed and tried; two texts with one token cost a second look, never a wrong answer.
 */
export function token(kind: 'w' | 'f' | 'n' | 't', text: string): string {
  let a = Math.imul(0x811c9dc5 ^ kind.charCodeAt(0), 0x01000193);
  let b = 0x2f0b4c47 + kind.charCodeAt(0);
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (code + 0x9e37), 0x5bd1e995);
    b ^= b >>> 15;
  }
  return `x${(a >>> 0).toString(36)}y${(b >>> 0).toString(36)}`;
}
