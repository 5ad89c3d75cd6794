import { describe, it } from 'vitest';
import type { MakeSchemaCodec } from './check.ts';
import { SCHEMA_CODEC_CHECKS } from './checks.ts';

/** Runs every check of the SchemaCodec port on the codecs that `makeCodec` gives. */
export function schemaCodecContract(name: string, makeCodec: MakeSchemaCodec): void {
  describe(`SchemaCodec contract: ${name}`, () => {
    for (const check of SCHEMA_CODEC_CHECKS) it(check.name, () => check.run(makeCodec));
  });
}
