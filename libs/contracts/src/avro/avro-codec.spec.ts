import { isDwsError, type JsonObject } from '@dws/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allContracts, contractOf } from '../index.ts';
import { arbitraryMessage } from '../testing/arbitrary-message.ts';
import { avscType, createAvroCodec, FRAME_LENGTH } from './index.ts';

const contracts = allContracts();
const codec = createAvroCodec({
  idOf: (type) => contracts.findIndex((contract) => contract.type === type) + 1,
  schemaOf: (id) => contracts[id - 1]?.schema,
});

describe.each(contracts.map((contract) => ({ type: contract.type, contract })))(
  '$type',
  ({ type, contract }) => {
    it('comes back from Avro as it was, by our reader and by avsc', () => {
      const reference = avscType(contract.schema);
      fc.assert(
        fc.property(arbitraryMessage(contract), (value) => {
          const bytes = codec.encode(type, value);
          expect(codec.decode(bytes)).toEqual({ type, value });
          expect(withoutNulls(reference.fromBuffer(Buffer.from(bytes.subarray(FRAME_LENGTH))))).toEqual(
            withoutNulls(value),
          );
        }),
        { numRuns: 30 },
      );
    });
  },
);

describe('decode', () => {
  it('answers any change of any byte with a value or an error of the table, at once', () => {
    const value: JsonObject = { reservations: [], reasons: [], ...sample('gate-decided') };
    const bytes = codec.encode('gate-decided', value);
    for (let at = FRAME_LENGTH; at < bytes.length; at++)
      for (const change of [0x01, 0x80, 0xff]) {
        const broken = Buffer.from(bytes);
        broken[at] = (broken[at] ?? 0) ^ change;
        try {
          codec.decode(broken);
        } catch (error) {
          if (!isDwsError(error)) throw error;
        }
      }
  });

  it('does not believe a count that the bytes cannot hold', () => {
    const type = 'limit-reserved';
    const { limit, key, day, at } = {
      limit: 'l',
      key: 'k',
      day: '2026-03-01',
      at: '2026-03-01T09:30:00.000Z',
    };
    const bytes = Buffer.from(codec.encode(type, { limit, key, day, entries: [], at }));
    const head = FRAME_LENGTH + 2 + 2 + 11;
    expect(bytes[head]).toBe(0);
    const lying = Buffer.concat([bytes.subarray(0, head), Buffer.from('8080808010', 'hex')]);
    expect(() => codec.decode(lying)).toThrow('expected 2147483648 items, found 0 bytes');
  });

  it.each([
    ['00000000', 'expected at least 5 bytes'],
    ['0100000001', 'expected the magic byte 0'],
    ['00000000ff', 'expected the number of a known schema, found 255'],
  ])('refuses %s', (hex, message) => {
    expect(() => codec.decode(Buffer.from(hex, 'hex'))).toThrow(message);
  });
});

function sample(type: string): JsonObject {
  return fc.sample(arbitraryMessage(contractOf(type)), { numRuns: 1, seed: 7 })[0]!;
}

/** avsc writes absent members as null; open JSON keeps its own nulls, so both sides are compared without any. */
function withoutNulls(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, member: unknown) => member ?? undefined);
}
