// Not from the package's index, which needs the generated code: it may be missing or broken when this runs.
import { schemaFingerprint } from '@dws/contracts/schema-fingerprint';
import type { JsonObject } from '@dws/kernel';

/** One row of schemas/ids.json. A row whose version is frozen never changes and no row is ever removed. */
export interface SchemaId {
  /** The number on the wire. */
  readonly id: number;
  readonly type: string;
  /** 1, 2, … within the type. */
  readonly version: number;
  /** SHA-256 of the schema's canonical JSON without `doc`. */
  readonly fingerprint: string;
}

/** Above every number that a registry gives; `FIRST_LOCAL_NUMBER` of the framing, which this may not import. */
export const FIRST_NUMBER = 2_000_000_001;

export interface CurrentSchema {
  readonly type: string;
  readonly schema: JsonObject;
}

/**
 * Ids for the schemas as they are now. A changed schema keeps its id until its version is frozen (nobody outside
 * has seen it); from then on a change is the next version with the next id.
 */
export function assignIds(
  before: readonly SchemaId[],
  current: readonly CurrentSchema[],
  isFrozen: (type: string, version: number) => boolean,
): readonly SchemaId[] {
  // A lower number comes from a branch of before docs/adr/0151; its type gets another one.
  const rows = before.filter(({ id }) => id >= FIRST_NUMBER);
  for (const { type, schema } of current) {
    const fingerprint = schemaFingerprint(schema);
    const at = rows.findLastIndex((row) => row.type === type);
    const latest = rows[at];
    if (latest?.fingerprint === fingerprint) continue;
    if (latest && !isFrozen(type, latest.version)) rows[at] = { ...latest, fingerprint };
    else {
      const id = rows.reduce((highest, row) => Math.max(highest, row.id), FIRST_NUMBER - 1) + 1;
      rows.push({ id, type, version: (latest?.version ?? 0) + 1, fingerprint });
    }
  }
  return rows;
}
