import { hash } from 'node:crypto';

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * UUID version 5 (RFC 9562, 5.5) of a name in a namespace given as its 16 bytes. Every event carries one, so it
 * is on the hot path: the `uuid` package takes fourteen times as long (docs/adr/0006). A spec holds both equal.
 */
export function uuidV5(name: string, namespace: Uint8Array): string {
  const input = Buffer.allocUnsafe(16 + Buffer.byteLength(name));
  input.set(namespace);
  input.write(name, 16, 'utf8');
  const digest = hash('sha1', input, 'buffer');
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  let uuid = '';
  for (let index = 0; index < 16; index++) {
    if (index === 4 || index === 6 || index === 8 || index === 10) uuid += '-';
    uuid += HEX[digest[index] ?? 0] ?? '';
  }
  return uuid;
}
