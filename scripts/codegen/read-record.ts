import type { JsonObject, JsonValue } from '@dws/kernel';
import type { FieldModel, Kind, RecordModel } from './model.ts';
import { isArray, isObject, readKind, readOptional, type DefineRecord } from './read-kind.ts';
import { SchemaError } from './schema-error.ts';

const FIELD_NAME = /^[a-z][A-Za-z0-9]*$/;
const RECORD_NAME = /^[A-Z][A-Za-z0-9]*$/;

/** Reads one record; records defined inside it go to `define`. */
export function readRecord(avro: JsonObject, where: string, define: DefineRecord): RecordModel {
  const title = text(avro, 'name', where);
  if (!RECORD_NAME.test(title)) throw new SchemaError(where, `record name "${title}" is not PascalCase`);
  const fields = avro['fields'];
  // An empty record takes no byte, and the reader counts on each item of an array taking one.
  if (!isArray(fields) || fields.length === 0)
    throw new SchemaError(where, 'a record needs at least one field');
  const record: RecordModel = {
    name: `${text(avro, 'namespace', where)}.${title}`,
    title,
    doc: text(avro, 'doc', where),
    fields: fields.map((field) => readField(field, `${where} ${title}`, define)),
    avro,
  };
  checkFields(record, where);
  return record;
}

function readField(avro: JsonValue, where: string, define: DefineRecord): FieldModel {
  if (!isObject(avro)) throw new SchemaError(where, 'a field is an object');
  const name = text(avro, 'name', where);
  const at = `${where}.${name}`;
  if (!FIELD_NAME.test(name)) throw new SchemaError(at, 'field names are camelCase');
  const { type, optional } = readOptional(avro['type'], at);
  if (optional !== (avro['default'] === null) || (!optional && 'default' in avro))
    throw new SchemaError(at, '["null", T] goes with "default": null, and nothing else has a default');
  const kind = readKind(type, at, define);
  const field = { name, doc: text(avro, 'doc', at), kind, optional };
  const mark = avro['personal'];
  if (mark === undefined) return field;
  if (!isObject(mark)) throw new SchemaError(at, 'write "personal": {"subject": "<field>"}');
  if (!canBeEncrypted(kind))
    throw new SchemaError(at, 'personal data stands in a string or an open JSON object');
  return { ...field, personalTo: text(mark, 'subject', at) };
}

/** A ciphertext has to fit where the plaintext stood. */
function canBeEncrypted(kind: Kind): boolean {
  return kind.is === 'string' || kind.is === 'json' || (kind.is === 'array' && canBeEncrypted(kind.of));
}

function checkFields(record: RecordModel, where: string): void {
  const seen = new Map<string, FieldModel>();
  for (const field of record.fields) {
    if (seen.has(field.name)) throw new SchemaError(where, `field "${field.name}" stands twice`);
    seen.set(field.name, field);
  }
  for (const field of record.fields) {
    if (field.personalTo === undefined) continue;
    const subject = seen.get(field.personalTo);
    if (subject?.kind.is !== 'string' || subject.optional)
      throw new SchemaError(
        `${where} ${record.title}.${field.name}`,
        `subject "${field.personalTo}" is no required string field of the same record`,
      );
  }
}

export function text(avro: JsonObject, member: string, where: string): string {
  const value = avro[member];
  if (typeof value !== 'string' || value.trim() === '')
    throw new SchemaError(where, `"${member}" is missing or empty`);
  return value;
}
