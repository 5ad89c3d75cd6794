import { reviewSignatureText, settlementSignatureText } from '@dws/case';
import type { DoubtSettled, ReviewDecided } from '@dws/contracts';
import { verify, type KeyObject } from 'node:crypto';

/** Public keys of the control planes that may sign what people decide, by key id. */
export type ReviewKeys = ReadonlyMap<string, KeyObject>;

/** Whether a known control plane signed exactly this decision (Ed25519). */
export function isSigned(caseId: string, decision: ReviewDecided, keys: ReviewKeys): boolean {
  return isBy(keys, decision, reviewSignatureText(caseId, decision));
}

/** Whether a known control plane signed exactly this word on an action in doubt (Ed25519). */
export function isSettlementSigned(caseId: string, settled: DoubtSettled, keys: ReviewKeys): boolean {
  return isBy(keys, settled, settlementSignatureText(caseId, settled));
}

function isBy(
  keys: ReviewKeys,
  { keyId, signature }: Pick<ReviewDecided, 'keyId' | 'signature'>,
  text: string,
): boolean {
  const key = keys.get(keyId);
  return key !== undefined && verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'));
}
