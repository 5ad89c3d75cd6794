import { contractOf, jsonSchemaOf } from '@dws/contracts';
import type { JsonObject, JsonValue } from '@dws/kernel';

const SOME_DIGITS = 32;

/** A value of a type to show: valid, with the field's own name where text is wanted. */
export function exampleValue(type: string): JsonObject {
  return exampleOf(jsonSchemaOf(contractOf(type)), 'value') as JsonObject;
}

function exampleOf(schema: JsonObject, name: string): JsonValue {
  switch (schema['type']) {
    case 'object':
      return exampleObject(schema);
    case 'array':
      return [exampleOf(schema['items'] as JsonObject, name)];
    case 'boolean':
      return true;
    case 'integer':
      return 1;
    case 'number':
      return 0.5;
    default:
      return schema['format'] === 'date-time' ? '2026-03-01T09:30:00.000Z' : name.slice(0, SOME_DIGITS);
  }
}

function exampleObject(schema: JsonObject): JsonObject {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonObject>>;
  const required = (schema['required'] ?? []) as readonly string[];
  return Object.fromEntries(required.map((name) => [name, exampleOf(properties[name] ?? {}, name)]));
}
