import { DwsError } from '@dws/kernel';
import type { EffectClass, WriteRequest } from '@dws/ports';

/** Who writes, why, under which name, and on what versions. Class K's key is the reference: it never changes. */
export function writeHeaders(request: WriteRequest, effectClass: EffectClass): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'x-dws-worker': ascii('worker', request.worker),
    'x-dws-case': ascii('caseId', request.caseId),
    'x-dws-digest': ascii('digest', request.digest),
    'x-dws-reference': ascii('reference', request.reference),
  };
  if (effectClass === 'K') headers['idempotency-key'] = request.reference;
  if (request.expects.length > 0) headers['x-expected-versions'] = asciiJson(request.expects);
  if (request.traceparent !== undefined) headers['traceparent'] = ascii('traceparent', request.traceparent);
  return headers;
}

/** Header values are visible ASCII; anything else would be cut or mangled on the way. */
function ascii(name: string, value: string): string {
  if (/^[\x21-\x7e]+$/.test(value)) return value;
  throw new DwsError('argument-invalid', `${name}: expected visible ASCII, found something else`, { name });
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
