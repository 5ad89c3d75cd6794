import type { JsonObject } from '@dws/kernel';
import { commit } from './commit.ts';
import { assertExpectedVersions } from './expected-versions.ts';
import type { CompanyRecord } from './record.ts';
import { refusal } from './refusal.ts';
import { versionOf, type Workings } from './workings.ts';

/** How a person's edit stands in the ledger. */
export const PERSON_EDIT = 'person.edit';

/** Merges a person's changes into a record; `null` removes a field. The last worker's signature goes. */
export function edit(
  workings: Workings,
  system: string,
  recordType: string,
  id: string,
  changes: JsonObject,
  expected?: string,
): CompanyRecord {
  const { records, ledger, now } = workings;
  const earlier = records.table(system, recordType).get(id);
  if (earlier === undefined) {
    throw refusal('record-unknown', `expected ${recordType} "${id}" to exist`, { recordType, id });
  }
  if (expected !== undefined) {
    assertExpectedVersions(records, system, [{ recordType, id, version: expected }]);
  }
  ledger.assertRoom();
  const fields = merge(earlier.fields, { ...changes, writtenBy: null });
  const revision = workings.state.revision + 1;
  const record = { id, version: versionOf(revision), updatedAt: now(), fields };
  commit(
    workings,
    revision,
    { system, recordType, record },
    {
      sequence: ledger.size + 1,
      system,
      operation: PERSON_EDIT,
      arguments: { recordType, id, changes },
      reference: null,
      worker: null,
      caseId: null,
      digest: null,
      time: record.updatedAt,
      recordIds: [id],
      version: record.version,
      answer: {},
    },
  );
  return record;
}

/** RFC 7396, one level deep. */
function merge(fields: JsonObject, changes: JsonObject): JsonObject {
  const merged = new Map(Object.entries(fields));
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) merged.delete(name);
    else merged.set(name, value);
  }
  return Object.fromEntries(merged);
}
