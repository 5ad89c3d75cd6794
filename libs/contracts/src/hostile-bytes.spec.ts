import type { JsonObject } from '@dws/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileReader } from './avro/compile-reader.ts';
import { compileWriter } from './avro/compile-writer.ts';
import { schemaIdOf } from './avro/framing.ts';
import { createAvroCodec } from './avro/index.ts';
import { allContracts, contractOf, isEventType, parseEvent } from './index.ts';
import { arbitraryMessage, closedAnswer, hostileBytes } from './testing/index.ts';

const contracts = allContracts();
const codec = createAvroCodec({
  idOf: (type) => contracts.findIndex((contract) => contract.type === type) + 1,
  schemaOf: (id) => contracts[id - 1]?.schema,
});
const anyContract = fc.constantFrom(...contracts);

describe('bytes that nobody vouches for', () => {
  it('are a value or an error of the table for the codec of the topics', () => {
    const framed = anyContract.chain((contract) =>
      arbitraryMessage(contract).map((value) => codec.encode(contract.type, value)),
    );
    fc.assert(
      fc.property(hostileBytes(framed), (bytes) => {
        const decoded = closedAnswer(
          () => codec.decode(bytes),
          'payload-malformed',
          'payload-invalid',
          'schema-unknown',
        );
        // What is taken can be handed on: it encodes, and comes back the same.
        if (decoded) expect(codec.decode(codec.encode(decoded.type, decoded.value))).toEqual(decoded);
      }),
      { numRuns: 3_000 },
    );
  });

  it('are a value or `payload-malformed` for the reader of each schema', () => {
    const compiled = contracts.map((contract) => ({
      contract,
      read: compileReader(contract.schema, contract.schema),
      write: compileWriter(contract.schema),
    }));
    const given = fc.constantFrom(...compiled).chain(({ contract, read, write }) =>
      hostileBytes(arbitraryMessage(contract).map((value) => write(value, 0))).map((bytes) => ({
        read,
        bytes,
      })),
    );
    fc.assert(
      fc.property(given, ({ read, bytes }) => {
        closedAnswer(() => read(bytes, 0), 'payload-malformed');
      }),
      { numRuns: 2_000 },
    );
  });

  it('are a number or `payload-malformed` for the frame', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const id = closedAnswer(() => schemaIdOf(bytes), 'payload-malformed');
        expect(id === undefined || (id >= 0 && id <= 0xffff_ffff)).toBe(true);
      }),
    );
  });

  it('are an event or an error of the table for the store form', () => {
    const stored = anyContract
      .filter(({ type }) => isEventType(type))
      .chain((contract) =>
        hostileBytes(
          arbitraryMessage(contract).map((value) => Buffer.from(contract.serialise(value), 'utf8')),
        ).map((bytes) => ({ type: contract.type, bytes })),
      );
    fc.assert(
      fc.property(stored, ({ type, bytes }) => {
        if (!isEventType(type)) throw new Error(`expected an event type, found ${type}`);
        const event = closedAnswer(() => parseEvent(type, bytes), 'payload-malformed', 'payload-invalid');
        if (event) expect(JSON.parse(contractOf(type).serialise(event))).toBeTypeOf('object');
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('JSON of half a million levels', () => {
  const LEVELS = 500_000;

  it.each([
    ['lists', `${'['.repeat(LEVELS)}${']'.repeat(LEVELS)}`],
    ['objects', `${'{"a":'.repeat(LEVELS)}1${'}'.repeat(LEVELS)}`],
  ])('of %s is refused by every contract, wherever it stands', (_, text) => {
    const deep: unknown = JSON.parse(text);
    for (const contract of contracts) {
      const fields = contract.schema['fields'] as readonly JsonObject[];
      for (const value of [deep, ...fields.map((field) => ({ [field['name'] as string]: deep }))])
        expect(contract.validate(value).length).toBeGreaterThan(0);
    }
  });

  it('is refused where a schema leaves the members open', () => {
    const open = Buffer.from(
      `{"kind":"k","by":"b","at":"2026-03-01T09:30:00.000Z","reopens":false,"detail":{"a":${'['.repeat(LEVELS)}${']'.repeat(LEVELS)}}}`,
    );
    expect(() => parseEvent('feedback', open)).toThrow('expected at most 64 levels');
  });
});

describe('members named like an object’s own machinery', () => {
  const text = '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"toString":1}';

  it('stand in open JSON as members like others, and change nobody', () => {
    const detail = JSON.parse(text) as JsonObject;
    const value = { kind: 'k', by: 'b', at: '2026-03-01T09:30:00.000Z', reopens: false, detail };
    const stored = Buffer.from(contractOf('feedback').serialise(value), 'utf8');
    const decoded = codec.decode(codec.encode('feedback', value)).value['detail'] as JsonObject;
    for (const found of [parseEvent('feedback', stored).detail, decoded]) {
      expect(Object.keys(found)).toEqual(['__proto__', 'constructor', 'toString']);
      expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
      expect(found['admin']).toBeUndefined();
    }
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('are members that no closed schema knows', () => {
    expect(contractOf('ticket.created').validate(JSON.parse(text))).toContainEqual({
      path: '__proto__',
      message: 'the schema knows no such member',
    });
  });
});
