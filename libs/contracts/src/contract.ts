import type { Domain, JsonObject } from '@dws/kernel';
import type { Check } from './json/checks.ts';
import type { Issue } from './json/issues.ts';

/** A field of a message that holds personal data. `*` stands for every item of an array or map. */
export interface PersonalField {
  readonly path: readonly string[];
  /** Where the message says whose data it is. */
  readonly subject: readonly string[];
}

/**
 * Everything that is generated for one type of message.
 * Methods rather than function members, so that a `Contract<TicketCreated>` is also a `Contract<JsonObject>`.
 */
export interface Contract<T extends JsonObject = JsonObject> {
  readonly type: string;
  /** Self-contained Avro schema with our attributes. */
  readonly schema: JsonObject;
  readonly personal: readonly PersonalField[];
  /** RFC 8785 text. @throws DwsError `payload-invalid` for what JSON cannot carry. */
  serialise(value: T): string;
  /** For edges: every issue up to a bound, members that the schema does not know included. */
  validate(value: unknown): readonly Issue[];
  readonly check: Check;
}

export interface SignalContract<T extends JsonObject = JsonObject> extends Contract<T> {
  readonly domain: Domain;
  /** Field that holds the business entity: CloudEvents `subject` and key on the topic. */
  readonly subject: string;
}
