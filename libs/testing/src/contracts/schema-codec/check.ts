import type { SchemaCodec } from '@dws/ports';

/** Gives a codec as a process of its own would have it, ready for use. */
export type MakeSchemaCodec = () => Promise<SchemaCodec>;

/** One promise of the SchemaCodec port. `run` throws when the codec does not keep it. */
export interface SchemaCodecCheck {
  readonly name: string;
  run(makeCodec: MakeSchemaCodec): Promise<void>;
}
