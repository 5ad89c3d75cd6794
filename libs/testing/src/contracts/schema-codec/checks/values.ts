import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { allContracts } from '@dws/contracts';
import { arbitraryMessage } from '@dws/contracts/testing';
import type { JsonObject } from '@dws/kernel';
import type { SchemaCodec } from '@dws/ports';
import fc from 'fast-check';
import type { SchemaCodecCheck } from '../check.ts';
import { FEEDBACK, feedback, INVOICE, invoice, TICKET, ticket } from '../samples.ts';

const SAMPLES = { numRuns: 5, seed: 20_260_301 };

function comesBack(codec: SchemaCodec, type: string, value: JsonObject): void {
  const before = JSON.stringify(value);
  const decoded = codec.decode(codec.encode(type, value));
  strictEqual(decoded.type, type);
  deepStrictEqual(decoded.value, value);
  strictEqual(JSON.stringify(value), before, 'the value that was given in is left as it was');
}

export const VALUE_CHECKS: readonly SchemaCodecCheck[] = [
  {
    name: 'gives back values of every type as they were',
    run: async (makeCodec) => {
      const codec = await makeCodec();
      for (const contract of allContracts())
        for (const value of fc.sample(arbitraryMessage(contract), SAMPLES))
          comesBack(codec, contract.type, value);
    },
  },
  {
    name: 'leaves absent members out',
    run: async (makeCodec) => {
      const codec = await makeCodec();
      comesBack(codec, TICKET, ticket);
      comesBack(codec, TICKET, { ...ticket, accountId: 'A-1' });
    },
  },
  {
    name: 'keeps open JSON as it is, nulls and nesting included',
    run: async (makeCodec) => comesBack(await makeCodec(), FEEDBACK, feedback),
  },
  {
    name: 'keeps the largest and the smallest safe integers exactly',
    run: async (makeCodec) => {
      const codec = await makeCodec();
      for (const amountMinor of [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, -(2 ** 52) - 1])
        comesBack(codec, INVOICE, { ...invoice, amount: { amountMinor, currency: 'EUR' } });
    },
  },
];
