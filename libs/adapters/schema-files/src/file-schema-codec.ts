import { join } from 'node:path';
import type { FieldProtection } from '@dws/contracts';
import { createAvroCodec, type AvroCodec } from '@dws/contracts/avro';
import { DwsError } from '@dws/kernel';
import type { SchemaCodec } from '@dws/ports';
import { readSchemaBook } from './read-schema-book.ts';

export interface FileSchemaCodecOptions {
  /** Folder with `ids.json` and `history/`. Default: the repository's. */
  readonly directory?: string;
  readonly protection?: FieldProtection;
}

export const SCHEMAS_DIRECTORY = join(import.meta.dirname, '../../../../schemas');

/**
 * Schema numbers from `schemas/ids.json`, the same in every process that runs the same checkout; older versions
 * from `schemas/history`. Nothing is fetched, so `prepare` has nothing to do.
 * `ready` fails with `file-unreadable` or `config-invalid`.
 */
export function createFileSchemaCodec(options: FileSchemaCodecOptions = {}): SchemaCodec {
  let codec: AvroCodec | undefined;
  const loaded = (): AvroCodec => {
    if (codec) return codec;
    throw new DwsError(
      'schema-unknown',
      'expected ready() before the first message: no schema is loaded yet',
    );
  };
  return {
    async ready() {
      const book = await readSchemaBook(options.directory ?? SCHEMAS_DIRECTORY);
      codec ??= createAvroCodec(book, options.protection);
    },
    async prepare() {},
    encode: (type, value) => loaded().encode(type, value),
    decode: (bytes) => loaded().decode(bytes),
  };
}
