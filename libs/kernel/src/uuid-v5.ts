import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';

const NAMESPACE_BYTES = 16;
const SCRATCH_BYTES = 4_096;

// Ids are made by the thousand: one buffer for all of them, and the digest as text, which is cut and not built.
const scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);

/**
 * UUID version 5 (RFC 9562, 5.5) of a name in a namespace given as its 16 bytes. Every event carries one, so it
 * is on the hot path: the `uuid` package takes far longer (docs/adr/0006). A spec holds both equal.
 */
export function uuidV5(name: string, namespace: Uint8Array): string {
  // No character takes more than three bytes in UTF-8.
  const most = NAMESPACE_BYTES + name.length * 3;
  const input = most <= SCRATCH_BYTES ? scratch : Buffer.allocUnsafe(most);
  input.set(namespace);
  const end = NAMESPACE_BYTES + input.write(name, NAMESPACE_BYTES, 'utf8');
  const digest = hash('sha1', input.subarray(0, end), 'hex');
  const variant = '89ab'.charAt(parseInt(digest.charAt(16), 16) & 3);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
