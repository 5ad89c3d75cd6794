import { gateMacText } from '@dws/case';
import type { GateDecided } from '@dws/contracts';
import { createHmac, timingSafeEqual } from 'node:crypto';

/** MAC of gate decisions, keyed by a secret that only governor, executor and escalation-router hold. */
export class GateMac {
  readonly #secret: Uint8Array;

  /** @param secret at least 32 bytes */
  constructor(secret: Uint8Array) {
    if (secret.length < 32)
      throw new RangeError(`expected a secret of at least 32 bytes, found ${secret.length}`);
    this.#secret = secret;
  }

  /** Base64. */
  of(caseId: string, gate: Omit<GateDecided, 'mac'>): string {
    return createHmac('sha256', this.#secret).update(gateMacText(caseId, gate)).digest('base64');
  }

  matches(caseId: string, gate: GateDecided): boolean {
    const expected = Buffer.from(this.of(caseId, gate), 'base64');
    const found = Buffer.from(gate.mac, 'base64');
    return expected.length === found.length && timingSafeEqual(expected, found);
  }
}
