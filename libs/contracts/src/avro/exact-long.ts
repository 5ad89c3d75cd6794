import avsc from 'avsc';

const scratch = Buffer.alloc(8);

/**
 * Every safe integer, exactly. avsc's own long doubles in floating point and so writes a wrong number from
 * −(2^52 + 1) downwards without a word.
 */
export const EXACT_LONG = avsc.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => Number(bytes.readBigInt64LE()),
  toBuffer: (value: number) => {
    // avsc packs the eight bytes into its own buffer before it asks for the next, so one scratch does.
    scratch.writeBigInt64LE(BigInt(value));
    return scratch;
  },
  fromJSON: Number,
  toJSON: Number,
  isValid: Number.isSafeInteger,
  compare: (a: number, b: number) => a - b,
});
