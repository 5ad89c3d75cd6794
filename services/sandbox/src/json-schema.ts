import { z } from 'zod';

/** The JSON Schema of what a caller sends, for the OpenAPI description. */
export function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

export const RECORD_SCHEMA = {
  type: 'object',
  required: ['id', 'version', 'updatedAt', 'fields'],
  properties: {
    id: { type: 'string' },
    version: { type: 'string', description: 'Opaque; another one after every write. Also sent as ETag.' },
    updatedAt: { type: 'string', format: 'date-time' },
    fields: { type: 'object', additionalProperties: true },
  },
} as const;

export const RECEIPT_SCHEMA = {
  type: 'object',
  required: ['recordId', 'version', 'answer'],
  properties: {
    recordId: { type: 'string' },
    version: { type: 'string' },
    answer: { type: 'object', additionalProperties: true },
  },
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
