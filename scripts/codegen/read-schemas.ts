import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDomain, type JsonObject, type JsonValue } from '@dws/kernel';
import type { Kind, MessageModel, Model, RecordModel } from './model.ts';
import { isObject } from './read-kind.ts';
import { readRecord, text } from './read-record.ts';
import { SchemaError } from './schema-error.ts';

/**
 * Reads `types`, `events` and `signals` under `directory`.
 * @throws SchemaError naming file and field where a convention is broken.
 */
export function readSchemas(directory: string): Model {
  const records = new Map<string, RecordModel>();
  const define = (avro: JsonObject, where: string): string => {
    const record = readRecord(avro, where, define);
    const rival = [...records.values()].find((other) => other.title === record.title);
    if (rival) throw new SchemaError(where, `${record.name} clashes with ${rival.name}: titles are unique`);
    records.set(record.name, record);
    return record.name;
  };
  const messages: MessageModel[] = [];
  for (const file of globSync('{types,events,signals}/*.avsc', { cwd: directory }).sort()) {
    const avro = parse(join(directory, file), file);
    const record = records.get(define(avro, file)) as RecordModel;
    if (!file.startsWith('types')) messages.push(readMessage(avro, record, file));
  }
  for (const record of records.values())
    for (const field of record.fields) checkReference(field.kind, `${record.name}.${field.name}`, records);
  return { records, messages };
}

function parse(path: string, file: string): JsonObject {
  let avro: JsonValue;
  try {
    avro = JSON.parse(readFileSync(path, 'utf8')) as JsonValue;
  } catch (error) {
    throw new SchemaError(file, `not JSON: ${String(error)}`);
  }
  if (!isObject(avro)) throw new SchemaError(file, 'expected one record');
  return avro;
}

function readMessage(avro: JsonObject, record: RecordModel, file: string): MessageModel {
  const mark = avro['dws'];
  if (!isObject(mark)) throw new SchemaError(file, 'an event or signal needs "dws": {"type": …}');
  const type = text(mark, 'type', file);
  if (basename(file) !== `${type}.avsc`)
    throw new SchemaError(file, `type "${type}" belongs in ${type}.avsc`);
  if (!file.startsWith('signals')) return { type, record };
  const domain = text(mark, 'domain', file);
  if (!isDomain(domain)) throw new SchemaError(file, `"${domain}" is not a domain`);
  const namespace = `dws.signals.${domain.replaceAll('-', '_')}.v1`;
  if (record.name !== `${namespace}.${record.title}`)
    throw new SchemaError(file, `namespace is ${namespace}`);
  const subject = text(mark, 'subject', file);
  const field = record.fields.find(({ name }) => name === subject);
  if (field?.kind.is !== 'string' || field.optional)
    throw new SchemaError(file, `subject "${subject}" is no required string field`);
  return { type, record, signal: { domain, subject } };
}

function checkReference(kind: Kind, where: string, records: ReadonlyMap<string, RecordModel>): void {
  if (kind.is === 'array' || kind.is === 'map') checkReference(kind.of, where, records);
  if (kind.is === 'record' && !records.has(kind.name))
    throw new SchemaError(where, `there is no record ${kind.name}; put it in schemas/types`);
}
