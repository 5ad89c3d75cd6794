export { createAvroCodec, type AvroCodec, type SchemaBook } from './avro-codec.ts';
export { avscType } from './compile-writer.ts';
export { FIRST_LOCAL_NUMBER, frame, FRAME_LENGTH, isLocalNumber, schemaIdOf } from './framing.ts';
export { incompatibilities } from './compatibility.ts';
