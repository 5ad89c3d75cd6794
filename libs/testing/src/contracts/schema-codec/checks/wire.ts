import { deepStrictEqual, notStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { contractOf } from '@dws/contracts';
import { avscType } from '@dws/contracts/avro';
import type { SchemaCodecCheck } from '../check.ts';
import { INVOICE, invoice, TICKET, ticket } from '../samples.ts';

const numberOf = (bytes: Uint8Array): number => Buffer.from(bytes).readUInt32BE(1);

export const WIRE_CHECKS: readonly SchemaCodecCheck[] = [
  {
    name: 'frames a value with 0 and the number of its schema',
    run: async (makeCodec) => {
      const codec = await makeCodec();
      const first = codec.encode(TICKET, ticket);
      strictEqual(first[0], 0);
      ok(numberOf(first) > 0, 'the number is positive');
      strictEqual(numberOf(codec.encode(TICKET, { ...ticket, accountId: 'A-1' })), numberOf(first));
      notStrictEqual(numberOf(codec.encode(INVOICE, invoice)), numberOf(first));
    },
  },
  {
    name: 'writes Avro that another library reads with the schema',
    run: async (makeCodec) => {
      const body = Buffer.from((await makeCodec()).encode(INVOICE, invoice).subarray(5));
      const read: unknown = avscType(contractOf(INVOICE).schema).fromBuffer(body);
      deepStrictEqual(JSON.parse(JSON.stringify(read)), { ...invoice, promisedDate: null });
    },
  },
  {
    name: 'is read by another process',
    run: async (makeCodec) => {
      const [writer, reader] = [await makeCodec(), await makeCodec()];
      const bytes = writer.encode(TICKET, ticket);
      await reader.prepare([bytes]);
      deepStrictEqual(reader.decode(bytes), { type: TICKET, value: ticket });
      deepStrictEqual(Buffer.from(reader.encode(TICKET, ticket)), Buffer.from(bytes));
    },
  },
];
