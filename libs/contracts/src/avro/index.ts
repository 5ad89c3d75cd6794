export { createAvroCodec, type AvroCodec, type SchemaBook } from './avro-codec.ts';
export { avscType } from './compile-writer.ts';
export { frame, FRAME_LENGTH, schemaIdOf } from './framing.ts';
