import { strictEqual } from 'node:assert/strict';
import { type DwsError, isDwsError, type ErrorCode } from '@dws/kernel';
import type { SchemaCodecCheck } from '../check.ts';
import { FEEDBACK, feedback, INVOICE, invoice, TICKET, ticket } from '../samples.ts';

function refused(code: ErrorCode, what: string, attempt: () => unknown): DwsError {
  try {
    attempt();
  } catch (error) {
    if (isDwsError(error, code)) return error;
    throw new Error(`expected ${what} to be refused with ${code}`, { cause: error });
  }
  throw new Error(`expected ${what} to be refused with ${code}, it was accepted`);
}

export const REFUSAL_CHECKS: readonly SchemaCodecCheck[] = [
  {
    name: 'refuses a type that nobody defined',
    run: async (makeCodec) => {
      const codec = await makeCodec();
      refused('schema-unknown', 'an unknown type', () => codec.encode('ticket.vanished', ticket));
    },
  },
  {
    name: 'refuses a number that nobody knows, also after looking for it',
    run: async (makeCodec) => {
      const codec = await makeCodec();
      const bytes = Buffer.from(codec.encode(TICKET, ticket));
      bytes.writeUInt32BE(4_000_000_000, 1);
      await codec.prepare([bytes]);
      refused('schema-unknown', 'an unknown number', () => codec.decode(bytes));
    },
  },
  {
    name: 'refuses bytes that are no frame',
    run: async (makeCodec) => {
      const codec = await makeCodec();
      const wrong = Buffer.from(codec.encode(TICKET, ticket));
      wrong[0] = 1;
      const frames = [Buffer.alloc(0), Buffer.from('{"ticketId":"T-1"}'), wrong];
      await codec.prepare(frames);
      for (const bytes of frames) refused('payload-malformed', 'a wrong frame', () => codec.decode(bytes));
    },
  },
  {
    name: 'refuses a value that was cut off or has bytes behind it',
    run: async (makeCodec) => {
      const codec = await makeCodec();
      const bytes = Buffer.from(codec.encode(TICKET, ticket));
      for (let length = 5; length < bytes.length; length++)
        refused('payload-malformed', 'a cut value', () => codec.decode(bytes.subarray(0, length)));
      refused('payload-malformed', 'a long value', () =>
        codec.decode(Buffer.concat([bytes, Buffer.from([0])])),
      );
    },
  },
  {
    name: 'refuses text that is no UTF-8',
    run: async (makeCodec) => {
      const codec = await makeCodec();
      const bytes = Buffer.from(codec.encode(TICKET, ticket));
      bytes[bytes.indexOf('T-1001')] = 0xff;
      refused('payload-malformed', 'broken UTF-8', () => codec.decode(bytes));
    },
  },
  {
    name: 'names the field that does not fit, on the way out',
    run: async (makeCodec) => {
      const codec = await makeCodec();
      const field = (type: string, value: typeof ticket): unknown =>
        refused('payload-invalid', 'a wrong field', () => codec.encode(type, value)).details['field'];
      strictEqual(
        field(INVOICE, { ...invoice, amount: { amountMinor: 1.5, currency: 'EUR' } }),
        'amount.amountMinor',
      );
      strictEqual(field(TICKET, { ...ticket, createdAt: 'yesterday' }), 'createdAt');
      strictEqual(field(FEEDBACK, { ...feedback, detail: 'text' }), 'detail');
    },
  },
  {
    name: 'names the field that does not fit, on the way in',
    run: async (makeCodec) => {
      const codec = await makeCodec();
      const bytes = Buffer.from(codec.encode(TICKET, ticket));
      bytes.write('2026-02-31', bytes.indexOf('2026-03-01'));
      const error = refused('payload-invalid', 'a day that never was', () => codec.decode(bytes));
      strictEqual(error.details['field'], 'createdAt');
    },
  },
];
