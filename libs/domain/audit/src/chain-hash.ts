import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import type { Digest } from '@dws/kernel';

/** Everything a link's hash covers, in the order in which it is hashed. */
export interface Link {
  readonly prevHash: Digest;
  readonly seq: number;
  readonly trail: string;
  readonly stream: string;
  readonly revision: number;
  /** `commit/prepare`. */
  readonly position: string;
  readonly id: string;
  readonly type: string;
  /** Source metadata as JSON text. */
  readonly metadata: string;
  readonly data: Uint8Array;
}

const FORMAT = netstring('dws-audit-v1');
const COMMA = 0x2c;
const SCRATCH_BYTES = 65_536;

// One buffer for all links: hashing in one call costs a third of feeding a hash object piece by piece.
const scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);

/**
 * SHA-256 over the netstrings (`length:bytes,`) of the format's name and the link's fields. Every field carries
 * its length, so no two links have the same bytes. docs/audit-format.md holds the definition and vectors.
 */
export function chainHash(link: Link): Digest {
  const head =
    FORMAT +
    asciiNetstring(link.prevHash) +
    asciiNetstring(String(link.seq)) +
    netstring(link.trail) +
    netstring(link.stream) +
    asciiNetstring(String(link.revision)) +
    asciiNetstring(link.position) +
    netstring(link.id) +
    netstring(link.type) +
    netstring(link.metadata) +
    `${link.data.length}:`;
  const most = head.length * 3 + link.data.length + 1;
  const bytes = most <= SCRATCH_BYTES ? scratch : Buffer.allocUnsafe(most);
  const end = bytes.write(head, 'utf8');
  bytes.set(link.data, end);
  bytes[end + link.data.length] = COMMA;
  return hash('sha256', bytes.subarray(0, end + link.data.length + 1), 'hex');
}

function netstring(text: string): string {
  return `${Buffer.byteLength(text)}:${text},`;
}

/** For what is ASCII by its form, whose bytes need not be counted. */
function asciiNetstring(text: string): string {
  return `${text.length}:${text},`;
}
