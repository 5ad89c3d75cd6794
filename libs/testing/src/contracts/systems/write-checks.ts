import assert from 'node:assert/strict';
import type { SystemsCheck } from './check.ts';
import { expectCode } from './expect-code.ts';
import { ACCOUNT, chatWrite, deadlineOf, mailWrite, scoreWrite } from './requests.ts';
import type { SystemsSubject } from './subject.ts';

async function account(subject: SystemsSubject) {
  const request = { system: 'crm', recordType: 'account', by: { id: ACCOUNT } };
  const [record] = await subject.reader.read(request, deadlineOf(subject));
  assert(record !== undefined, `expected account ${ACCOUNT}, found nothing`);
  return record;
}

export const WRITE_CHECKS: readonly SystemsCheck[] = [
  {
    name: 'each operation has its class, and an unknown one has none',
    async run({ writer }) {
      assert.equal(writer.effectClass('crm', 'account.update-health-score'), 'K');
      assert.equal(writer.effectClass('email', 'message.send'), 'Q');
      assert.equal(writer.effectClass('chat', 'message.post'), 'N');
      assert.throws(() => writer.effectClass('crm', 'account.delete'));
      assert.throws(() => writer.effectClass('payroll', 'account.add-note'));
    },
  },
  {
    name: 'an operation says how it is undone, and the most are not',
    async run({ writer }) {
      assert.deepEqual(writer.reversal('crm', 'task.create'), {
        operation: 'task.cancel',
        recordType: 'task',
        arguments: { taskId: 'recordId' },
      });
      assert.equal(writer.reversal('email', 'message.send'), null);
      assert.throws(() => writer.reversal('payroll', 'account.add-note'));
    },
  },
  {
    name: 'a write changes the record, gives its new version and carries worker, case and digest into the system',
    async run(subject) {
      const before = await account(subject);
      const receipt = await subject.writer.write(scoreWrite(), deadlineOf(subject));
      const after = await account(subject);
      assert.equal(after.fields['healthScore'], 31);
      assert.deepEqual(after.fields['writtenBy'], {
        worker: 'churn-signal',
        caseId: 'case-1',
        digest: 'd1',
        reference: 'ref-score',
      });
      assert.notEqual(after.version, before.version);
      assert.equal(receipt.recordId, ACCOUNT);
      assert.equal(receipt.version, after.version);
      assert.equal(receipt.replayed, false);
      const [row, ...others] = await subject.ledger();
      assert.equal(others.length, 0);
      assert.equal(row?.operation, 'account.update-health-score');
      assert.deepEqual(row.arguments, { accountId: ACCOUNT, healthScore: 31 });
      assert.deepEqual(
        [row.reference, row.worker, row.caseId, row.digest, row.recordIds],
        ['ref-score', 'churn-signal', 'case-1', 'd1', [ACCOUNT]],
      );
    },
  },
  {
    name: 'K: the same key again gives the earlier receipt, also when the planned version is old by then',
    async run(subject) {
      const { version } = await account(subject);
      const request = scoreWrite({ expects: [{ recordType: 'account', id: ACCOUNT, version }] });
      const first = await subject.writer.write(request, deadlineOf(subject));
      const second = await subject.writer.write(request, deadlineOf(subject));
      assert.deepEqual(second, { ...first, replayed: true });
      assert.equal((await subject.ledger()).length, 1);
    },
  },
  {
    name: 'K: the same key twenty times at once is performed once',
    async run(subject) {
      const writes = Array.from({ length: 20 }, () =>
        subject.writer.write(scoreWrite(), deadlineOf(subject)),
      );
      const receipts = await Promise.all(writes);
      assert.equal(receipts.filter((receipt) => !receipt.replayed).length, 1);
      assert.equal((await subject.ledger()).length, 1);
    },
  },
  {
    name: 'K: the same key for another request is refused',
    async run(subject) {
      await subject.writer.write(scoreWrite(), deadlineOf(subject));
      const other = scoreWrite({ arguments: { accountId: ACCOUNT, healthScore: 32 } });
      const error = await expectCode(subject.writer.write(other, deadlineOf(subject)), 'system-refused');
      assert.equal(error.details['reason'], 'key-reused');
      assert.equal((await account(subject)).fields['healthScore'], 31);
      assert.equal((await subject.ledger()).length, 1);
    },
  },
  {
    name: 'Q: a second write with the reference is refused, and the first one can be asked for',
    async run(subject) {
      const { writer } = subject;
      assert.equal(await writer.query('email', 'message.send', 'ref-mail', deadlineOf(subject)), null);
      const first = await writer.write(mailWrite(), deadlineOf(subject));
      const error = await expectCode(writer.write(mailWrite(), deadlineOf(subject)), 'system-refused');
      assert.equal(error.details['reason'], 'reference-used');
      const found = await writer.query('email', 'message.send', 'ref-mail', deadlineOf(subject));
      assert.deepEqual(found, { ...first, replayed: true });
      assert.equal((await subject.ledger()).length, 1);
    },
  },
  {
    name: 'a write planned on an old version is refused, naming the current one',
    async run(subject) {
      const { version } = await account(subject);
      await subject.edit('crm', 'account', ACCOUNT, { healthScore: 77 });
      const current = await account(subject);
      const planned = scoreWrite({ expects: [{ recordType: 'account', id: ACCOUNT, version }] });
      const error = await expectCode(
        subject.writer.write(planned, deadlineOf(subject)),
        'record-version-changed',
      );
      assert.equal(error.details['id'], ACCOUNT);
      assert.equal(error.details['expected'], version);
      assert.equal(error.details['current'], current.version);
      assert.equal((await account(subject)).fields['healthScore'], 77);
    },
  },
  {
    name: 'arguments that the system does not take are refused, naming the field',
    async run(subject) {
      const request = scoreWrite({ arguments: { accountId: ACCOUNT, healthScore: 101 } });
      const error = await expectCode(subject.writer.write(request, deadlineOf(subject)), 'system-refused');
      assert.equal(error.details['reason'], 'argument-invalid');
      assert.equal(error.details['field'], 'healthScore');
      assert.equal((await subject.ledger()).length, 0);
    },
  },
  {
    name: 'a write to a record that is not there is refused',
    async run(subject) {
      const request = scoreWrite({ arguments: { accountId: 'acc-none', healthScore: 3 } });
      const error = await expectCode(subject.writer.write(request, deadlineOf(subject)), 'system-refused');
      assert.equal(error.details['reason'], 'record-unknown');
    },
  },
  {
    name: 'after its deadline a write is not sent',
    async run(subject) {
      for (const request of [scoreWrite(), mailWrite(), chatWrite()]) {
        await expectCode(subject.writer.write(request, subject.now() - 1), 'system-unavailable');
      }
      assert.equal((await subject.ledger()).length, 0);
    },
  },
];
