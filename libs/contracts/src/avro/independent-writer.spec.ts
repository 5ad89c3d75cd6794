import type { JsonObject, JsonValue } from '@dws/kernel';
import avsc from 'avsc';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allContracts } from '../index.ts';
import { arbitraryMessage } from '../testing/index.ts';
import { compileWriter } from './compile-writer.ts';

/** Beyond it avsc's own long is wrong, which is why the writer has another (exact-long.ts). */
const EXACT_IN_AVSC = 2 ** 52;

/** The schema as Avro knows it: every attribute of ours is only an attribute, open JSON is only text. */
function plainAvro(schema: JsonObject): avsc.Type {
  return avsc.Type.forSchema(schema as unknown as avsc.schema.AvroSchema, { wrapUnions: 'never' });
}

/** The value as an Avro client of another make hands it over. `null` where it holds a number that avsc gets wrong. */
function asAvroClients(value: JsonValue | undefined, type: JsonValue): unknown {
  if (Array.isArray(type))
    return value === undefined ? null : asAvroClients(value, (type as JsonValue[])[1] ?? '');
  if (typeof type === 'string') return typeof value === 'number' ? exact(value) : value;
  const schema = type as JsonObject;
  const many = value as Readonly<Record<string, JsonValue>>;
  switch (schema['type']) {
    case 'record':
      return Object.fromEntries(
        (schema['fields'] as readonly JsonObject[]).map((field) => [
          field['name'],
          asAvroClients(many[field['name'] as string], field['type'] as JsonValue),
        ]),
      );
    case 'array':
      return (value as readonly JsonValue[]).map((item) => asAvroClients(item, schema['items'] as JsonValue));
    case 'map':
      return Object.fromEntries(
        Object.entries(many).map(([key, item]) => [key, asAvroClients(item, schema['values'] as JsonValue)]),
      );
    default:
      return schema['contentMediaType'] === undefined ? value : canonicalize(value);
  }
}

class Inexact extends Error {}

function exact(value: number): number {
  if (Number.isInteger(value) && Math.abs(value) >= EXACT_IN_AVSC) throw new Inexact();
  return value;
}

describe.each(allContracts().map((contract) => ({ type: contract.type, contract })))(
  '$type',
  ({ contract }) => {
    it('is written byte for byte as avsc writes it from the plain schema', () => {
      const write = compileWriter(contract.schema);
      const type = plainAvro(contract.schema);
      fc.assert(
        fc.property(arbitraryMessage(contract), (value) => {
          let expected: Buffer;
          try {
            expected = type.toBuffer(asAvroClients(value, contract.schema));
          } catch (error) {
            if (error instanceof Inexact) return;
            throw error;
          }
          expect(write(value, 0).toString('hex')).toBe(expected.toString('hex'));
        }),
        { numRuns: 20 },
      );
    });
  },
);
