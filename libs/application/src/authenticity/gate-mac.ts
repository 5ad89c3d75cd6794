import { gateMacText } from '@dws/case';
import type { GateDecided } from '@dws/contracts';
import { hash, timingSafeEqual } from 'node:crypto';

/** Bytes of a SHA-256 block; a longer secret is hashed first (RFC 2104). */
const BLOCK = 64;

/**
 * MAC of gate decisions: HMAC-SHA-256, keyed by a secret that only governor, executor and escalation-router hold.
 * Written as its two hashes: `createHmac` prepares the key anew each time, which costs ten times as much.
 */
export class GateMac {
  readonly #inner: Buffer;
  readonly #outer: Buffer;

  /** @param secret at least 32 bytes */
  constructor(secret: Uint8Array) {
    if (secret.length < 32)
      throw new RangeError(`expected a secret of at least 32 bytes, found ${secret.length}`);
    const key = Buffer.alloc(BLOCK);
    key.set(secret.length > BLOCK ? hash('sha256', secret, 'buffer') : secret);
    this.#inner = key.map((byte) => byte ^ 0x36) as Buffer;
    this.#outer = key.map((byte) => byte ^ 0x5c) as Buffer;
  }

  /** Base64. */
  of(caseId: string, gate: Omit<GateDecided, 'mac'>): string {
    return this.#mac(caseId, gate).toString('base64');
  }

  matches(caseId: string, gate: GateDecided): boolean {
    const found = Buffer.from(gate.mac, 'base64');
    return found.length === 32 && timingSafeEqual(this.#mac(caseId, gate), found);
  }

  #mac(caseId: string, gate: Omit<GateDecided, 'mac'>): Buffer {
    const text = Buffer.from(gateMacText(caseId, gate), 'utf8');
    const inner = hash('sha256', Buffer.concat([this.#inner, text]), 'buffer');
    return hash('sha256', Buffer.concat([this.#outer, inner]), 'buffer');
  }
}
