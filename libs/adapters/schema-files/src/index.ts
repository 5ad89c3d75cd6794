export {
  createFileSchemaCodec,
  SCHEMAS_DIRECTORY,
  type FileSchemaCodecOptions,
} from './file-schema-codec.ts';
