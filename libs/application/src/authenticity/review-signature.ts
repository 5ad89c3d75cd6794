import { reviewSignatureText } from '@dws/case';
import type { ReviewDecided } from '@dws/contracts';
import { verify, type KeyObject } from 'node:crypto';

/** Public keys of the control planes that may sign what people decide, by key id. */
export type ReviewKeys = ReadonlyMap<string, KeyObject>;

/** Whether a known control plane signed exactly this decision (Ed25519). */
export function isSigned(caseId: string, decision: ReviewDecided, keys: ReviewKeys): boolean {
  const key = keys.get(decision.keyId);
  if (!key) return false;
  const text = Buffer.from(reviewSignatureText(caseId, decision), 'utf8');
  return verify(null, text, key, Buffer.from(decision.signature, 'base64'));
}
