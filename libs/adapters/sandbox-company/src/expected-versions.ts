import { DwsError } from '@dws/kernel';
import type { ExpectedVersion } from './company.ts';
import type { Records } from './records.ts';

/** What stands in the details when the record is gone altogether. */
export const NO_VERSION = 'none';

/** @throws DwsError record-version-changed naming the first record that is not as the caller saw it. */
export function assertExpectedVersions(
  records: Records,
  system: string,
  expects: readonly ExpectedVersion[],
): void {
  for (const { recordType, id, version: expected } of expects) {
    const current = records.table(system, recordType).get(id)?.version ?? NO_VERSION;
    if (current === expected) continue;
    throw new DwsError(
      'record-version-changed',
      `expected ${recordType} "${id}" at version ${expected}, found ${current}; read it again`,
      { system, recordType, id, expected, current },
    );
  }
}
