import type { IncomingHttpHeaders } from 'node:http';
import type { EffectClass } from '@dws/ports';
import { refusal, type ExpectedVersion, type PerformRequest } from '@dws/sandbox-company';
import { z } from 'zod';

const Versions = z
  .array(z.strictObject({ recordType: z.string(), id: z.string(), version: z.string() }))
  .max(100);

type FromHeaders = Pick<PerformRequest, 'reference' | 'worker' | 'caseId' | 'digest' | 'expects'>;

/**
 * Who writes, and under what reference. A class K operation goes by `Idempotency-Key`; where `X-Dws-Reference`
 * is sent too it must say the same, so that the ledger has one name for one write.
 */
export function fromHeaders(headers: IncomingHttpHeaders, effectClass: EffectClass): FromHeaders {
  const key = text(headers, 'idempotency-key');
  const reference = text(headers, 'x-dws-reference');
  if (effectClass === 'K' && key !== null && reference !== null && key !== reference) {
    throw refusal('argument-invalid', `expected X-Dws-Reference to be the Idempotency-Key, found another`, {
      field: 'X-Dws-Reference',
    });
  }
  return {
    reference: effectClass === 'K' ? key : reference,
    worker: text(headers, 'x-dws-worker'),
    caseId: text(headers, 'x-dws-case'),
    digest: text(headers, 'x-dws-digest'),
    expects: expectedVersions(text(headers, 'x-expected-versions')),
  };
}

function text(headers: IncomingHttpHeaders, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

const NONE: readonly ExpectedVersion[] = [];

function expectedVersions(json: string | null): readonly ExpectedVersion[] {
  if (json === null || json === '[]') return NONE;
  const parsed = z.safeParse(Versions, parseJson(json));
  if (parsed.success) return parsed.data;
  throw refusal(
    'argument-invalid',
    'X-Expected-Versions: expected a JSON list of {recordType, id, version}',
    {
      field: 'X-Expected-Versions',
    },
  );
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
