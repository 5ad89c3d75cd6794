import type { JsonObject, JsonValue } from '@dws/kernel';
import type { Contract } from '../contract.ts';
import { INSTANT_PATTERN } from '../json/instant.ts';
import { fieldsOf, recordsOf } from '../avro/schema-parts.ts';

const MAX_INT = 2 ** 31 - 1;
const MIN_INT = -(2 ** 31);

/**
 * The JSON form of a message as JSON Schema 2020-12, for the descriptions of HTTP and of topics. It says what
 * `validate` checks, as far as JSON Schema can: not that text holds no lone surrogate, nor that a day exists.
 */
export function jsonSchemaOf({ schema }: Contract): JsonObject {
  const records = recordsOf(schema);
  return record(schema, records);
}

type Records = ReadonlyMap<string, JsonObject>;

function record(definition: JsonObject, records: Records): JsonObject {
  const properties: Record<string, JsonValue> = {};
  const required: string[] = [];
  for (const field of fieldsOf(definition)) {
    const name = field['name'] as string;
    const type = field['type'] as JsonValue;
    const optional = Array.isArray(type);
    const personal = field['personal'] as JsonObject | undefined;
    properties[name] = {
      ...valueOf(optional ? (type as readonly JsonValue[])[1] : type, records),
      description: (field['doc'] as string | undefined) ?? '',
      ...(personal ? { 'x-personal-data-of': personal['subject'] as string } : {}),
    };
    if (!optional) required.push(name);
  }
  return {
    type: 'object',
    description: (definition['doc'] as string | undefined) ?? '',
    properties,
    required,
    additionalProperties: false,
  };
}

function valueOf(type: JsonValue | undefined, records: Records): JsonObject {
  if (typeof type === 'string') return named(type, records);
  const part = type as JsonObject;
  switch (part['type']) {
    case 'record':
      return record(part, records);
    case 'array':
      return { type: 'array', items: valueOf(part['items'], records) };
    case 'map':
      return { type: 'object', additionalProperties: valueOf(part['values'], records) };
    default:
      if (part['contentMediaType'] !== undefined) return { type: 'object', additionalProperties: true };
      return { type: 'string', format: 'date-time', pattern: INSTANT_PATTERN };
  }
}

function named(type: string, records: Records): JsonObject {
  switch (type) {
    case 'string':
    case 'boolean':
      return { type };
    case 'double':
      return { type: 'number' };
    case 'int':
      return { type: 'integer', minimum: MIN_INT, maximum: MAX_INT };
    case 'long':
      return { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
    default: {
      const target = records.get(type);
      // Schemas are self-contained: codegen defines every record at its first use.
      if (!target) throw new Error(`expected a record defined in the schema, found ${type}`);
      return record(target, records);
    }
  }
}
