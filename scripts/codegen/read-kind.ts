import type { JsonObject, JsonValue } from '@dws/kernel';
import type { Kind } from './model.ts';
import { SchemaError } from './schema-error.ts';

const PRIMITIVES = new Set(['string', 'boolean', 'int', 'long', 'double']);

/** Takes a record that is defined in place and gives its full name. */
export type DefineRecord = (definition: JsonObject, where: string) => string;

/** `["null", T]` is an optional T; every other union is refused, because JSON could not tell its branches apart. */
export function readOptional(
  type: JsonValue | undefined,
  where: string,
): { type: JsonValue | undefined; optional: boolean } {
  if (!isArray(type)) return { type, optional: false };
  if (type.length !== 2 || type[0] !== 'null')
    throw new SchemaError(where, 'the only union is ["null", T] with default null');
  return { type: type[1], optional: true };
}

export function readKind(type: JsonValue | undefined, where: string, define: DefineRecord): Kind {
  if (typeof type === 'string') return readNamed(type, where);
  if (!isObject(type)) throw new SchemaError(where, 'expected a type');
  switch (type['type']) {
    case 'string':
      return readString(type, where);
    case 'array':
      return { is: 'array', of: readKind(type['items'], `${where}[]`, define) };
    case 'map':
      return { is: 'map', of: readKind(type['values'], `${where}{}`, define) };
    case 'record':
      return { is: 'record', name: define(type, where) };
    default:
      throw new SchemaError(where, `${JSON.stringify(type['type'])} is not used here; open sets are strings`);
  }
}

function readNamed(type: string, where: string): Kind {
  if (PRIMITIVES.has(type)) return { is: type } as Kind;
  if (type.includes('.')) return { is: 'record', name: type };
  throw new SchemaError(where, `"${type}" is no type used here; refer to records by their full name`);
}

function readString(type: JsonObject, where: string): Kind {
  if (type['contentMediaType'] === 'application/json') return { is: 'json' };
  if (type['format'] === 'date-time') return { is: 'instant' };
  if (type['contentMediaType'] === undefined && type['format'] === undefined) return { is: 'string' };
  throw new SchemaError(where, 'a string may be contentMediaType application/json or format date-time');
}

export function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isArray(value);
}
