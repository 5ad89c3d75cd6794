import { DwsError, isDwsError, type JsonObject } from '@dws/kernel';
import type { SchemaCodec } from '@dws/ports';

export interface BrokenCodec {
  readonly fault: string;
  /** Name of the check that notices. */
  readonly noticedBy: string;
  spoil(codec: SchemaCodec): SchemaCodec;
}

type Decoded = ReturnType<SchemaCodec['decode']>;

const withDecoded = (codec: SchemaCodec, change: (decoded: Decoded) => Decoded): SchemaCodec => ({
  ...codec,
  decode: (bytes) => change(codec.decode(bytes)),
});

const withEncoded = (codec: SchemaCodec, change: (bytes: Buffer) => Uint8Array): SchemaCodec => ({
  ...codec,
  encode: (type, value) => change(Buffer.from(codec.encode(type, value))),
});

/** Answers with an empty ticket where the codec refuses with `code`. */
const swallows = (codec: SchemaCodec, code: DwsError['code']): SchemaCodec => ({
  ...codec,
  decode: (bytes) => {
    try {
      return codec.decode(bytes);
    } catch (error) {
      if (isDwsError(error, code)) return { type: 'ticket.created', value: {} };
      throw error;
    }
  },
});

const rejects = (codec: SchemaCodec, code: DwsError['code'], details: DwsError['details']): SchemaCodec => ({
  ...codec,
  encode: (type, value) => {
    try {
      return codec.encode(type, value);
    } catch {
      throw new DwsError(code, 'no', { ...details });
    }
  },
});

let instances = 0;

export const BROKEN_CODECS: readonly BrokenCodec[] = [
  {
    fault: 'forgets a member',
    noticedBy: 'gives back values of every type as they were',
    spoil: (codec) =>
      withDecoded(codec, ({ type, value }) => ({
        type,
        value: Object.fromEntries(Object.entries(value).slice(1)),
      })),
  },
  {
    fault: 'says null for absent members',
    noticedBy: 'leaves absent members out',
    spoil: (codec) =>
      withDecoded(codec, ({ type, value }) => ({ type, value: { accountId: null, ...value } })),
  },
  {
    fault: 'drops nulls inside open JSON',
    noticedBy: 'keeps open JSON as it is, nulls and nesting included',
    spoil: (codec) =>
      withDecoded(codec, ({ type, value }) => ({
        type,
        value: JSON.parse(
          JSON.stringify(value),
          (_key, member: unknown) => member ?? undefined,
        ) as JsonObject,
      })),
  },
  {
    fault: 'rounds large integers',
    noticedBy: 'keeps the largest and the smallest safe integers exactly',
    spoil: (codec) =>
      withDecoded(codec, ({ type, value }) => ({
        type,
        value: JSON.parse(JSON.stringify(value), (_key, member: unknown) =>
          typeof member === 'number' ? Math.fround(member) : member,
        ) as JsonObject,
      })),
  },
  {
    fault: 'leaves the frame out',
    noticedBy: 'frames a value with 0 and the number of its schema',
    spoil: (codec) => withEncoded(codec, (bytes) => bytes.subarray(5)),
  },
  {
    fault: 'writes JSON behind the frame',
    noticedBy: 'writes Avro that another library reads with the schema',
    spoil: (codec) => ({
      ...codec,
      encode: (type, value) =>
        Buffer.concat([codec.encode(type, value).subarray(0, 5), Buffer.from(JSON.stringify(value))]),
    }),
  },
  {
    fault: 'numbers schemas as each process pleases',
    noticedBy: 'is read by another process',
    spoil: (codec) => {
      const shift = ++instances;
      return withEncoded(codec, (bytes) => {
        bytes.writeUInt32BE(bytes.readUInt32BE(1) + shift, 1);
        return bytes;
      });
    },
  },
  {
    fault: 'blames the content for an unknown type',
    noticedBy: 'refuses a type that nobody defined',
    spoil: (codec) => rejects(codec, 'payload-invalid', {}),
  },
  {
    fault: 'guesses at unknown numbers',
    noticedBy: 'refuses a number that nobody knows, also after looking for it',
    spoil: (codec) => swallows(codec, 'schema-unknown'),
  },
  {
    fault: 'takes anything for a frame',
    noticedBy: 'refuses bytes that are no frame',
    spoil: (codec) => swallows(codec, 'payload-malformed'),
  },
  {
    fault: 'fails on looking for numbers in bytes that are no frame',
    noticedBy: 'refuses bytes that are no frame',
    spoil: (codec) => ({
      ...codec,
      prepare: async (messages) => messages.forEach((bytes) => codec.decode(bytes)),
    }),
  },
  {
    fault: 'fills up what was cut off',
    noticedBy: 'refuses a value that was cut off or has bytes behind it',
    spoil: (codec) => swallows(codec, 'payload-malformed'),
  },
  {
    fault: 'repairs broken text',
    noticedBy: 'refuses text that is no UTF-8',
    spoil: (codec) => swallows(codec, 'payload-malformed'),
  },
  {
    fault: 'names no field',
    noticedBy: 'names the field that does not fit, on the way out',
    spoil: (codec) => rejects(codec, 'payload-invalid', {}),
  },
  {
    fault: 'trusts what comes in',
    noticedBy: 'names the field that does not fit, on the way in',
    spoil: (codec) => swallows(codec, 'payload-invalid'),
  },
];
