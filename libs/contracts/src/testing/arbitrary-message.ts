import type { JsonObject, JsonValue } from '@dws/kernel';
import fc from 'fast-check';
import type { Contract } from '../contract.ts';

/** Any valid value of a type, drawn from its schema: for property tests of whatever carries messages. */
export function arbitraryMessage(contract: Contract): fc.Arbitrary<JsonObject> {
  return new SchemaArbitraries().record(contract.schema) as fc.Arbitrary<JsonObject>;
}

const MINUTE = 60_000;
const text = fc.string({ unit: 'grapheme', maxLength: 24 });
const instant = fc
  .integer({ min: 0, max: 4_102_444_800_000 / MINUTE })
  .map((minutes) => new Date(minutes * MINUTE).toISOString());
/** −0 is left out: RFC 8785 writes it as 0. */
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const openValue = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    double,
    text,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
const openObject = fc.dictionary(text, openValue, { maxKeys: 4, noNullPrototype: true });

class SchemaArbitraries {
  readonly #records = new Map<string, JsonObject>();

  record(schema: JsonObject): fc.Arbitrary<JsonValue> {
    this.#records.set(`${schema['namespace'] as string}.${schema['name'] as string}`, schema);
    const members: Record<string, fc.Arbitrary<JsonValue>> = {};
    const required: string[] = [];
    for (const field of schema['fields'] as readonly JsonObject[]) {
      const name = field['name'] as string;
      const type = field['type'] as JsonValue;
      const optional = Array.isArray(type);
      members[name] = this.#type(optional ? (type as readonly JsonValue[])[1] : type);
      if (!optional) required.push(name);
    }
    return fc.record(members, { requiredKeys: required, noNullPrototype: true });
  }

  #type(type: JsonValue | undefined): fc.Arbitrary<JsonValue> {
    if (typeof type === 'string') return this.#named(type);
    const schema = type as JsonObject;
    switch (schema['type']) {
      case 'record':
        return this.record(schema);
      case 'array':
        return fc.array(this.#type(schema['items']), { maxLength: 3 });
      case 'map':
        return fc.dictionary(text, this.#type(schema['values']), { maxKeys: 3, noNullPrototype: true });
      default:
        if (schema['contentMediaType'] !== undefined) return openObject;
        return schema['format'] === undefined ? text : instant;
    }
  }

  #named(type: string): fc.Arbitrary<JsonValue> {
    switch (type) {
      case 'string':
        return text;
      case 'boolean':
        return fc.boolean();
      case 'int':
        return fc.integer();
      case 'long':
        return fc.maxSafeInteger();
      case 'double':
        return double;
      default:
        return this.record(this.#records.get(type) as JsonObject);
    }
  }
}
