import { hostileBytes, hostileText } from '@dws/contracts/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyMetadataText, parseCopyMetadata, sourceMetadata, type CopyMetadata } from './copy-metadata.ts';
import { parseSeal, sealText, verifySeal, type Seal } from './seal.ts';

const hex = fc.string({
  unit: fc.constantFrom(...Array.from('0123456789abcdef')),
  minLength: 64,
  maxLength: 64,
});
const link: fc.Arbitrary<CopyMetadata> = fc.record({
  hash: hex,
  prevHash: hex,
  seq: fc.nat(),
  source: fc.record({
    id: fc.uuid(),
    metadata: fc.constantFrom('{}', '{"at":"2026-03-01T09:30:00.000Z"}', '{"a":"}\\"{"}'),
    position: fc.constantFrom('1/1', '-1/-1', '900/7'),
    revision: fc.nat(),
    stream: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  }),
});
const seal: fc.Arbitrary<Seal> = fc.record({
  stream: fc.constantFrom('worker-a', 'test_worker-b'),
  seq: fc.nat(),
  hash: hex,
  time: fc.constant('2026-03-01T09:30:00.000Z'),
  keyId: fc.constant('key-1'),
  signature: fc
    .uint8Array({ minLength: 64, maxLength: 64 })
    .map((bytes) => Buffer.from(bytes).toString('base64')),
});

describe('the metadata of a copy', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(link, (written) => {
        expect(parseCopyMetadata(Buffer.from(copyMetadataText(written)))).toEqual(written);
      }),
    );
  });

  it('that nobody vouches for is read only where it is what would be written', () => {
    fc.assert(
      fc.property(hostileBytes(link.map((written) => Buffer.from(copyMetadataText(written)))), (bytes) => {
        const read = parseCopyMetadata(bytes);
        if (read) expect(Buffer.from(copyMetadataText(read)).equals(Buffer.from(bytes))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of sixteen million characters is none, and does not end the process', () => {
    const id = 'x'.repeat(16_000_000);
    const zero = '0'.repeat(64);
    const source = { id, metadata: '{}', position: '1/1', revision: 1, stream: 's' };
    const text = copyMetadataText({ hash: zero, prevHash: zero, seq: 1, source });
    expect(parseCopyMetadata(Buffer.from(text))).toBeNull();
  });

  it('of a foreign event is kept, whatever it is', () => {
    fc.assert(
      fc.property(hostileBytes(fc.constant(Buffer.from('{"at":"x","__proto__":{"a":1}}'))), (bytes) => {
        const { text } = sourceMetadata(bytes);
        expect(JSON.parse(text)).toBeTypeOf('object');
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a seal', () => {
  it('that nobody vouches for is read only where it is what would be written, and is not believed', () => {
    fc.assert(
      fc.property(hostileText(seal.map(sealText)), (text) => {
        const read = parseSeal(text);
        if (!read) return;
        expect(sealText(read)).toBe(text);
        expect(verifySeal(read, new Map([['key-1', 'no key at all']]))).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});
