import type { JsonObject } from '@dws/kernel';
import avsc from 'avsc';
import { jsonOpen } from '../json/text.ts';
import { EXACT_LONG } from './exact-long.ts';

export type WriteAvro = (value: JsonObject) => Uint8Array;

/** Open JSON: an object in our values, its RFC 8785 text on the wire. */
class OpenJson extends avsc.types.LogicalType {
  protected override _fromValue(text: string): unknown {
    return JSON.parse(text);
  }
  /** `undefined` is avsc's "not mine": in a union it asks every branch, with null too. */
  protected override _toValue(value: unknown): string | undefined {
    return typeof value === 'object' && value !== null ? jsonOpen(value as JsonObject) : undefined;
  }
  protected override _resolve(writer: avsc.Type): ((text: string) => unknown) | undefined {
    return avsc.Type.isType(writer, 'string', 'logical:open-json')
      ? (text) => this._fromValue(text)
      : undefined;
  }
}

/** Compiles a writer for values that have been checked; absent members become null. */
export function compileWriter(schema: JsonObject): WriteAvro {
  const type = avscType(schema);
  return (value) => type.toBuffer(value);
}

/** The schema as avsc reads it, with open JSON as a logical type. */
export function avscType(schema: JsonObject): avsc.Type {
  return avsc.Type.forSchema(withLogicalJson(schema) as avsc.schema.AvroSchema, {
    registry: { long: EXACT_LONG },
    logicalTypes: { 'open-json': OpenJson },
    wrapUnions: 'never',
    omitRecordMethods: true,
  });
}

function withLogicalJson(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withLogicalJson);
  if (typeof schema !== 'object' || schema === null) return schema;
  if ('contentMediaType' in schema) return { type: 'string', logicalType: 'open-json' };
  return Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, withLogicalJson(value)]));
}
