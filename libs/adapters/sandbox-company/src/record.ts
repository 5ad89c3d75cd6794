import type { Instant, JsonObject } from '@dws/kernel';

/** One record of a company's system. Immutable: a write puts a new one in its place. */
export interface CompanyRecord {
  readonly id: string;
  /** Opaque; another one after every write. */
  readonly version: string;
  readonly updatedAt: Instant;
  readonly fields: JsonObject;
}
