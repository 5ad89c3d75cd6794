import { afterAll, beforeAll, describe, it } from 'vitest';
import type { MessageLog } from '@dws/ports';
import { PATIENT, type Patience } from './check.ts';
import { MESSAGE_LOG_CHECKS } from './checks.ts';

/** A check waits several times; this is the bound on one whole check. */
const WAITS_PER_CHECK = 4;

/**
 * Runs every check of the MessageLog port on the log that `makeLog` gives. One log serves all checks, as one
 * broker does; it is closed at the end.
 */
export function messageLogContract(
  name: string,
  makeLog: () => Promise<MessageLog>,
  patience: Patience = PATIENT,
): void {
  describe(`MessageLog contract: ${name}`, () => {
    let log: MessageLog;
    beforeAll(async () => {
      log = await makeLog();
    });
    afterAll(async () => {
      await log.close();
    });
    for (const check of MESSAGE_LOG_CHECKS) {
      it(check.name, () => check.run(log, patience), patience.withinMs * WAITS_PER_CHECK);
    }
  });
}
