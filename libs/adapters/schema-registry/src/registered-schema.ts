import type { JsonObject } from '@dws/kernel';

/** A record that a schema names and another subject defines. */
export interface SchemaReference {
  /** Full name of the record. */
  readonly name: string;
  readonly subject: string;
  readonly version: number;
}

/** A schema as the registry keeps it: records of other subjects only by name. */
export interface RegisteredSchema {
  /** The number in the frame. */
  readonly id: number;
  readonly schema: JsonObject;
  readonly references: readonly SchemaReference[];
}

/** One version of a subject. */
export interface RegisteredVersion extends RegisteredSchema {
  readonly subject: string;
  readonly version: number;
}
