export {
  createFileSchemaCodec,
  SCHEMAS_DIRECTORY,
  type FileSchemaCodecOptions,
} from './file-schema-codec.ts';
export { readSchemaBook } from './read-schema-book.ts';
