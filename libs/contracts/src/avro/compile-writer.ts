import type { JsonObject } from '@dws/kernel';
import { Buffer } from 'node:buffer';
import avsc from 'avsc';
import { jsonOpen } from '../json/text.ts';
import { EXACT_LONG } from './exact-long.ts';

/** @param offset bytes left free before the Avro binary, for the frame. */
export type WriteAvro = (value: JsonObject, offset: number) => Buffer;

const SCRATCH_BYTES = 65_536;

// One buffer for all messages: `toBuffer` of avsc writes what is over a kilobyte twice, into zeroed memory.
const scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);

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
  return (value, offset) => {
    const end = type.encode(value, scratch, offset);
    if (end >= 0) return Buffer.from(scratch.subarray(0, end));
    // Negative: so many bytes were missing.
    const larger = Buffer.allocUnsafe(SCRATCH_BYTES - end);
    return larger.subarray(0, type.encode(value, larger, offset));
  };
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
