import { DwsError, type JsonObject } from '@dws/kernel';
import { contractOf, expectValid } from '../contract-of.ts';
import { noProtection, type FieldProtection } from '../protection.ts';
import { compileReader, type ReadAvro } from './compile-reader.ts';
import { compileWriter, type WriteAvro } from './compile-writer.ts';
import { frame, FRAME_LENGTH, schemaIdOf } from './framing.ts';

/** Which schema has which number: from files or from a registry. */
export interface SchemaBook {
  /** Number of the current schema of a type. */
  idOf(type: string): number | undefined;
  /** Self-contained schema behind a number, of any version. */
  schemaOf(id: number): JsonObject | undefined;
}

export interface AvroCodec {
  encode(type: string, value: JsonObject): Uint8Array;
  decode(bytes: Uint8Array): { readonly type: string; readonly value: JsonObject };
}

/**
 * Framing, protection and checks around Avro; adapters only add where the numbers come from. Compiled readers
 * and writers are kept: one for each type and number that the book knows, so the book bounds them.
 */
export function createAvroCodec(book: SchemaBook, protection: FieldProtection = noProtection): AvroCodec {
  const writers = new Map<string, { id: number; write: WriteAvro }>();
  const readers = new Map<number, { type: string; read: ReadAvro }>();

  const writerOf = (type: string): { id: number; write: WriteAvro } => {
    const id = book.idOf(type);
    if (id === undefined)
      throw new DwsError('schema-unknown', `expected a registered type, found "${type}"`, { type });
    const writer = { id, write: compileWriter(contractOf(type).schema) };
    writers.set(type, writer);
    return writer;
  };

  const readerOf = (id: number): { type: string; read: ReadAvro } => {
    const schema = book.schemaOf(id);
    const mark = schema?.['dws'] as JsonObject | undefined;
    if (schema === undefined || typeof mark?.['type'] !== 'string')
      throw new DwsError('schema-unknown', `expected the number of a known schema, found ${id}`, { id });
    const type = mark['type'];
    const reader = { type, read: compileReader(schema, contractOf(type).schema) };
    readers.set(id, reader);
    return reader;
  };

  return {
    encode(type, value) {
      const { id, write } = writers.get(type) ?? writerOf(type);
      expectValid(type, value);
      return frame(id, write(protection.protect(type, contractOf(type).personal, value), FRAME_LENGTH));
    },
    decode(bytes) {
      const id = schemaIdOf(bytes);
      const { type, read } = readers.get(id) ?? readerOf(id);
      const value = protection.unprotect(type, contractOf(type).personal, read(bytes, FRAME_LENGTH));
      return { type, value: expectValid(type, value) };
    },
  };
}
