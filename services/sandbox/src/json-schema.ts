import { z } from 'zod';

/** `z.json()` describes itself by a reference from the root, which is another root inside a description. */
function anyJson(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && '$ref' in value ? {} : value;
}

/** The JSON Schema of what a caller sends, for the OpenAPI description. */
export function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const {
    $schema: _,
    $defs: _any,
    ...rest
  } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return JSON.parse(JSON.stringify(rest), anyJson) as Record<string, unknown>;
}

/** Schema of an answer whose members are all there; `more` lets others be there too. */
export function answered(
  properties: Readonly<Record<string, unknown>>,
  example: object,
  more = false,
): Record<string, unknown> {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: more,
    examples: [example],
  };
}

const AT = '2026-03-02T09:30:00.000Z';

export const RECORD_SCHEMA = {
  type: 'object',
  required: ['id', 'version', 'updatedAt', 'fields'],
  properties: {
    id: { type: 'string' },
    version: { type: 'string', description: 'Opaque; another one after every write. Also sent as ETag.' },
    updatedAt: { type: 'string', format: 'date-time' },
    fields: { type: 'object', additionalProperties: true },
  },
  examples: [{ id: 'acc-0001', version: 'v3', updatedAt: AT, fields: { name: 'Acme', tier: 'strategic' } }],
} as const;

export const RECEIPT_SCHEMA = {
  type: 'object',
  required: ['recordId', 'version', 'answer'],
  properties: {
    recordId: { type: 'string' },
    version: { type: 'string' },
    answer: { type: 'object', additionalProperties: true },
  },
  examples: [{ recordId: 'acc-0001', version: 'v4', answer: { healthScore: 31 } }],
} as const;

export const WORKER_HEADERS_SCHEMA = {
  type: 'object',
  properties: {
    'Idempotency-Key': {
      type: 'string',
      description: 'Class K: required. The same key gives the same answer.',
    },
    'X-Dws-Reference': { type: 'string', description: 'Class Q: what the write can be asked for by later.' },
    'X-Expected-Versions': {
      type: 'string',
      description: 'JSON list of {recordType, id, version}; a stale one is refused with 412.',
    },
    'X-Dws-Worker': { type: 'string' },
    'X-Dws-Case': { type: 'string' },
    'X-Dws-Digest': { type: 'string' },
  },
} as const;

export const ID_PARAMS = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string', examples: ['acc-0001'] } },
} as const;
