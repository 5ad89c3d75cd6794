import { describe, it } from 'vitest';
import { SYSTEMS_CHECKS } from './checks.ts';
import type { SystemsSubject } from './subject.ts';

/** Runs every check of the system ports, each on a company of its own (seed 7). */
export function systemsContract(name: string, open: () => Promise<SystemsSubject>): void {
  describe(`systems contract: ${name}`, () => {
    for (const check of SYSTEMS_CHECKS) {
      it(check.name, async () => {
        const subject = await open();
        try {
          await check.run(subject);
        } finally {
          await subject.close();
        }
      });
    }
  });
}
