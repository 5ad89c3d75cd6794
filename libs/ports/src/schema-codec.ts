import type { JsonObject } from '@dws/kernel';

/**
 * Message values in Confluent framing: magic byte 0, schema id as four big-endian bytes, Avro binary.
 * This is the one seam where personal fields will be encrypted and decrypted.
 *
 * Errors: `schema-unknown` (type or id), `payload-malformed` (bytes), `payload-invalid` (content; `details.field`).
 */
export interface SchemaCodec {
  /** `type` is an event or signal type, for example `action-proposal` or `ticket.created`. */
  encode(type: string, value: JsonObject): Uint8Array;
  decode(bytes: Uint8Array): { readonly type: string; readonly value: JsonObject };
  /** Fetches the schemas that `encode` needs; call once before use. */
  ready(): Promise<void>;
  /**
   * Fetches the schemas of these messages where they are not known yet, so that `decode` can stay synchronous
   * on the hot path. An id that nobody knows is not an error here: `decode` raises `schema-unknown` for it.
   */
  prepare(messages: readonly Uint8Array[]): Promise<void>;
}
