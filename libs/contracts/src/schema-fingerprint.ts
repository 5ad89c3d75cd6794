import { digestOf, type Digest, type JsonObject, type JsonValue } from '@dws/kernel';

/** SHA-256 of a self-contained schema without its `doc`s: wording may change without making another version. */
export function schemaFingerprint(schema: JsonObject): Digest {
  return digestOf(withoutDocs(schema));
}

function withoutDocs(schema: JsonValue): JsonValue {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return (schema as readonly JsonValue[]).map(withoutDocs);
  const members = Object.entries(schema as JsonObject).filter(([name]) => name !== 'doc');
  return Object.fromEntries(members.map(([name, value]) => [name, withoutDocs(value)]));
}
