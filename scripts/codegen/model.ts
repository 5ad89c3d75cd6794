import type { JsonObject } from '@dws/kernel';

/** What a field holds, in the words of the generated code rather than of Avro. */
export type Kind =
  | { readonly is: 'string' | 'instant' | 'json' | 'boolean' | 'int' | 'long' | 'double' }
  | { readonly is: 'array' | 'map'; readonly of: Kind }
  | { readonly is: 'record'; readonly name: string };

export interface FieldModel {
  readonly name: string;
  readonly doc: string;
  readonly kind: Kind;
  /** A union with null in Avro, a member that may be left out in JSON. */
  readonly optional: boolean;
  /** Sibling field that names whose personal data this is. */
  readonly personalTo?: string;
}

export interface RecordModel {
  /** Full Avro name, `dws.types.v1.Money`. */
  readonly name: string;
  /** Name in TypeScript, `Money`. */
  readonly title: string;
  readonly doc: string;
  readonly fields: readonly FieldModel[];
  /** The definition as written, without the definitions of the records it refers to. */
  readonly avro: JsonObject;
}

/** A record that travels by itself: an event or a signal. */
export interface MessageModel {
  readonly type: string;
  readonly record: RecordModel;
  readonly signal?: { readonly domain: string; readonly subject: string };
}

export interface Model {
  readonly records: ReadonlyMap<string, RecordModel>;
  readonly messages: readonly MessageModel[];
}
