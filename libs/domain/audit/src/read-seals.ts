import type { Finding } from './finding.ts';
import { parseSeal, verifySeal, type Seal, type VerificationKeys } from './seal.ts';

/** Seals of one trail that hold, by the place they cover, and what is wrong with the others. */
export interface ReadSeals {
  readonly seals: readonly Seal[];
  readonly findings: readonly Finding[];
}

/** Reads and verifies the seal notes kept for a trail. Costs one Ed25519 verification each, about 0.13 ms. */
export function readSeals(stream: string, texts: readonly string[], keys: VerificationKeys): ReadSeals {
  const seals: Seal[] = [];
  const findings: Finding[] = [];
  let nextPlace = 0;
  for (const [index, text] of texts.entries()) {
    const seal = parseSeal(text);
    const fault = faultOf(seal, stream, keys);
    if (seal && fault === null) {
      seals.push(seal);
      nextPlace = seal.seq + 1;
    } else {
      // What an unreadable seal covers is not known: it stands for what follows the seal before it.
      const at = seal && seal.stream === stream ? seal.seq : nextPlace;
      findings.push({ problem: 'seal-forged', stream, at, detail: `seal ${index + 1}: ${fault ?? ''}` });
    }
  }
  return { seals: seals.sort((a, b) => a.seq - b.seq), findings };
}

function faultOf(seal: Seal | null, stream: string, keys: VerificationKeys): string | null {
  if (!seal) return 'it is not of the form of a seal';
  if (seal.stream !== stream) return `it is of stream "${seal.stream}"`;
  if (!keys.has(seal.keyId)) return `it names key "${seal.keyId}", which is not among the keys given`;
  return verifySeal(seal, keys) ? null : `key "${seal.keyId}" did not sign it`;
}
