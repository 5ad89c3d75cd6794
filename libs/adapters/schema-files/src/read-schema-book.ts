import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contractOf, schemaFingerprint } from '@dws/contracts';
import type { SchemaBook } from '@dws/contracts/avro';
import { DwsError, type JsonObject } from '@dws/kernel';

interface Row {
  readonly id: number;
  readonly type: string;
  readonly version: number;
  readonly fingerprint: string;
}

/**
 * Loads every numbered schema. The last row of a type is what the generated code was made from, and must be
 * just that: a number for another schema would be decoded wrongly everywhere else.
 */
export async function readSchemaBook(directory: string): Promise<SchemaBook> {
  const ids = new Map<string, Row>();
  const rows = (await readJson(join(directory, 'ids.json'))) as readonly Row[];
  for (const row of rows) ids.set(row.type, row);
  const schemas = new Map<number, JsonObject>();
  for (const row of rows) {
    const isCurrent = ids.get(row.type) === row;
    schemas.set(row.id, isCurrent ? currentSchema(row) : await oldSchema(directory, row));
  }
  return { idOf: (type) => ids.get(type)?.id, schemaOf: (id) => schemas.get(id) };
}

function currentSchema(row: Row): JsonObject {
  const { schema } = contractOf(row.type);
  if (schemaFingerprint(schema) === row.fingerprint) return schema;
  throw new DwsError(
    'config-invalid',
    `schemas/ids.json numbers another schema of "${row.type}" than the code was generated from; run npm run codegen`,
    { type: row.type, id: row.id },
  );
}

async function oldSchema(directory: string, { type, version }: Row): Promise<JsonObject> {
  return (await readJson(join(directory, 'history', type, `${version}.avsc`))) as JsonObject;
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new DwsError('file-unreadable', `expected JSON in ${path}`, { path }, error);
  }
}
