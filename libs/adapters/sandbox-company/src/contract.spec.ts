import type { SystemsSubject } from '@dws/testing';
import { BROKEN_SYSTEMS, SYSTEMS_CHECKS, systemsContract } from '@dws/testing';
import { describe, expect, it } from 'vitest';
import { InProcessSystems } from './in-process-systems.ts';
import { openCompany } from './open-company.ts';

const clock = { now: () => Date.now() };

async function open(): Promise<SystemsSubject> {
  const company = openCompany({ seed: 7, clock });
  const systems = new InProcessSystems(company, { clock });
  return {
    reader: systems,
    writer: systems,
    now: clock.now,
    ledger: async () => company.ledger.rows().filter((row) => row.worker !== null),
    tellFault: async (fault) => void company.faults.tell(fault),
    withdrawFaults: async () => void company.faults.withdraw(),
    edit: async (system, recordType, id, changes) => void company.edit(system, recordType, id, changes),
    close: async () => company.close(),
  };
}

systemsContract('in process', open);

describe('the systems contract notices an adapter that', () => {
  it.each(BROKEN_SYSTEMS)('$fault', async ({ noticedBy, spoil }) => {
    const check = SYSTEMS_CHECKS.find(({ name }) => name === noticedBy);
    if (check === undefined) throw new Error(`no check is called "${noticedBy}"`);
    await expect(check.run(spoil(await open()))).rejects.toThrow();
    await expect(check.run(await open())).resolves.toBeUndefined();
  });
});
