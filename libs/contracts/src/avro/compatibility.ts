import { avscType } from './compile-writer.ts';
import type { JsonObject, JsonValue } from '@dws/kernel';

/**
 * What stops values of either schema from being read with the other, in words; none means FULL compatibility.
 *
 * Two judges, because two forms are stored for ever: our own walk holds the JSON form, which has no defaults to
 * fall back on and no resolution; avsc's resolvers, both ways, hold the Avro form.
 */
export function incompatibilities(before: JsonObject, after: JsonObject): readonly string[] {
  const found: string[] = [];
  compareRecords(before, after, '', found, new Set());
  if (!resolves(before, after))
    found.push('Avro: values of the earlier schema cannot be read with the later one');
  if (!resolves(after, before))
    found.push('Avro: values of the later schema cannot be read with the earlier one');
  return found;
}

function resolves(writer: JsonObject, reader: JsonObject): boolean {
  const [from, to] = [avscType(writer), avscType(reader)];
  try {
    to.createResolver(from);
    return true;
  } catch {
    return false;
  }
}

function compareRecords(
  before: JsonObject,
  after: JsonObject,
  at: string,
  found: string[],
  seen: Set<string>,
): void {
  const name = nameOf(before);
  if (name !== nameOf(after)) found.push(`${at || 'record'}: renamed from ${name} to ${nameOf(after)}`);
  if (seen.has(name)) return;
  seen.add(name);
  const fields = new Map(fieldsOf(after).map((field) => [field['name'] as string, field]));
  for (const old of fieldsOf(before)) {
    const field = old['name'] as string;
    const path = at === '' ? field : `${at}.${field}`;
    const now = fields.get(field);
    fields.delete(field);
    if (now === undefined) onlyOptional(old, `${path}: removed`, found);
    else compareFields(old, now, path, found, seen);
  }
  for (const [field, added] of fields)
    onlyOptional(added, `${at === '' ? field : `${at}.${field}`}: added`, found);
}

function onlyOptional(field: JsonObject, what: string, found: string[]): void {
  if (!isOptional(field['type']))
    found.push(`${what}, and required: only ["null", T] with default null may come and go`);
}

function compareFields(
  before: JsonObject,
  after: JsonObject,
  path: string,
  found: string[],
  seen: Set<string>,
): void {
  if (before['personal'] !== undefined && after['personal'] === undefined)
    found.push(`${path}: no longer marked personal, though what is stored is encrypted`);
  compareTypes(before['type'], after['type'], path, found, seen);
}

function compareTypes(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: string,
  found: string[],
  seen: Set<string>,
): void {
  const [old, now] = [describe(before), describe(after)];
  if (old !== now) found.push(`${path}: changed from ${old} to ${now}`);
  else if (isList(before) && isList(after)) compareTypes(before[1], after[1], path, found, seen);
  else if (isObject(before) && isObject(after)) {
    if (before['type'] === 'record') compareRecords(before, after, path, found, seen);
    else if (before['type'] === 'array')
      compareTypes(before['items'], after['items'], `${path}[]`, found, seen);
    else if (before['type'] === 'map')
      compareTypes(before['values'], after['values'], `${path}{}`, found, seen);
  }
}

/** A type without what is inside it. */
function describe(type: JsonValue | undefined): string {
  if (isList(type)) return `optional ${describe(type[1])}`;
  if (!isObject(type)) return String(type);
  if (type['type'] === 'record') return nameOf(type);
  if (type['contentMediaType'] !== undefined) return 'open JSON';
  return type['format'] === undefined ? (type['type'] as string) : (type['format'] as string);
}

const nameOf = (record: JsonObject): string => `${record['namespace'] as string}.${record['name'] as string}`;
const fieldsOf = (record: JsonObject): readonly JsonObject[] => record['fields'] as readonly JsonObject[];
const isOptional = (type: JsonValue | undefined): boolean => isList(type) && type[0] === 'null';

function isList(type: JsonValue | undefined): type is readonly JsonValue[] {
  return Array.isArray(type);
}

function isObject(type: JsonValue | undefined): type is JsonObject {
  return typeof type === 'object' && type !== null && !isList(type);
}
