import { describe, expect, it } from 'vitest';
import { BROKEN_CODECS } from './broken-codecs.ts';
import { SCHEMA_CODEC_CHECKS } from './checks.ts';
import { createMemorySchemaCodec } from './memory-schema-codec.ts';

describe('the SchemaCodec contract notices a codec that', () => {
  it.each(BROKEN_CODECS)('$fault', async ({ noticedBy, spoil }) => {
    const check = SCHEMA_CODEC_CHECKS.find(({ name }) => name === noticedBy);
    if (!check) throw new Error(`no check is called "${noticedBy}"`);
    await expect(check.run(async () => spoil(createMemorySchemaCodec()))).rejects.toThrow();
    await expect(check.run(async () => createMemorySchemaCodec())).resolves.toBeUndefined();
  });

  it('has a broken codec for each check', () => {
    const noticed = new Set(BROKEN_CODECS.map(({ noticedBy }) => noticedBy));
    expect(SCHEMA_CODEC_CHECKS.map(({ name }) => name).filter((name) => !noticed.has(name))).toEqual([]);
  });
});
