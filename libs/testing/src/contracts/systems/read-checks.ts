import assert from 'node:assert/strict';
import type { SystemsCheck } from './check.ts';
import { expectCode } from './expect-code.ts';
import { ACCOUNT, deadlineOf } from './requests.ts';
import type { SystemsSubject } from './subject.ts';

const byId = { system: 'crm', recordType: 'account', by: { id: ACCOUNT } };

async function readAccount(subject: SystemsSubject) {
  const [record] = await subject.reader.read(byId, deadlineOf(subject));
  assert(record !== undefined, `expected account ${ACCOUNT}, found nothing`);
  return record;
}

export const READ_CHECKS: readonly SystemsCheck[] = [
  {
    name: 'a record is read by its id, with its version and the moment of reading',
    async run(subject) {
      const record = await readAccount(subject);
      assert.equal(record.system, 'crm');
      assert.equal(record.recordType, 'account');
      assert.equal(record.id, ACCOUNT);
      assert.equal(record.fields['name'], 'Northwind Freight');
      assert.equal(record.fields['tier'], 'enterprise');
      assert.notEqual(record.version, '');
      assert.match(record.readAt, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
    },
  },
  {
    name: 'a missing record is no error',
    async run(subject) {
      const request = { ...byId, by: { id: 'acc-none' } };
      assert.deepEqual(await subject.reader.read(request, deadlineOf(subject)), []);
    },
  },
  {
    name: 'a search gives records that carry every value, up to the limit',
    async run(subject) {
      const search = (match: Record<string, string>, limit: number) =>
        subject.reader.read(
          { system: 'crm', recordType: 'account', by: { match, limit } },
          deadlineOf(subject),
        );
      const [northwind, ...others] = await search({ tier: 'enterprise', domains: 'northwind.example' }, 10);
      assert.equal(northwind?.id, ACCOUNT);
      assert.equal(others.length, 0);
      assert.deepEqual(await search({ tier: 'starter', domains: 'northwind.example' }, 10), []);
      assert.equal((await search({ tier: 'enterprise' }, 3)).length, 3);
    },
  },
  {
    name: 'a search value may hold any character',
    async run(subject) {
      const by = { match: { name: 'O’Hara & Söhne GmbH' }, limit: 5 };
      const found = await subject.reader.read(
        { system: 'crm', recordType: 'account', by },
        deadlineOf(subject),
      );
      assert.deepEqual(
        found.map((record) => record.id),
        ['acc-0005'],
      );
    },
  },
  {
    name: 'a person’s edit is seen at once and gives another version',
    async run(subject) {
      const before = await readAccount(subject);
      await subject.edit('crm', 'account', ACCOUNT, { healthScore: 12 });
      const after = await readAccount(subject);
      assert.equal(after.fields['healthScore'], 12);
      assert.notEqual(after.version, before.version);
    },
  },
  {
    name: 'a read of a system that is down says unavailable, and works when it is back',
    async run(subject) {
      await subject.tellFault({ system: 'crm', kind: 'down', ms: 1_000 });
      await expectCode(subject.reader.read(byId, deadlineOf(subject, 300)), 'system-unavailable');
      await subject.withdrawFaults();
      await readAccount(subject);
    },
  },
  {
    name: 'a read that is not answered by its deadline says unavailable, not much later',
    async run(subject) {
      await subject.tellFault({ system: 'crm', recordType: 'account', kind: 'latency', ms: 3_000 });
      const began = subject.now();
      await expectCode(subject.reader.read(byId, deadlineOf(subject, 150)), 'system-unavailable');
      const took = subject.now() - began;
      assert(took < 1_500, `expected an end soon after 150 ms, found ${took} ms`);
    },
  },
  {
    name: 'an answer of another shape is not taken for a record',
    async run(subject) {
      await subject.tellFault({ system: 'crm', recordType: 'account', kind: 'wrong-schema' });
      await expectCode(subject.reader.read(byId, deadlineOf(subject, 500)), 'system-unavailable');
    },
  },
];
