import assert from 'node:assert/strict';
import { isDwsError } from '@dws/kernel';
import type { WriteReceipt, WriteRequest } from '@dws/ports';
import type { SystemsCheck } from './check.ts';
import { expectCode } from './expect-code.ts';
import { chatWrite, deadlineOf, mailWrite, scoreWrite } from './requests.ts';
import type { SystemsSubject } from './subject.ts';

const WRITES = [scoreWrite, mailWrite, chatWrite];

/** Tries as an executor does for class K: the same key again while the answer is not in. */
async function untilAnswered(subject: SystemsSubject, request: WriteRequest): Promise<WriteReceipt> {
  for (let left = 5; ; left -= 1) {
    try {
      return await subject.writer.write(request, deadlineOf(subject));
    } catch (error) {
      const again = isDwsError(error, 'system-unavailable') || isDwsError(error, 'system-outcome-unknown');
      if (!again || left === 0) throw error;
    }
  }
}

function lostAnswer(make: () => WriteRequest) {
  const { system, operation } = make();
  return { system, operation, kind: 'answer-lost-after-commit', times: 1 } as const;
}

export const FAULT_CHECKS: readonly SystemsCheck[] = [
  {
    name: 'K: an answer lost after the commit is unknown; the same key gives the receipt; it is done once',
    async run(subject) {
      await subject.tellFault(lostAnswer(scoreWrite));
      await expectCode(subject.writer.write(scoreWrite(), deadlineOf(subject)), 'system-outcome-unknown');
      const receipt = await subject.writer.write(scoreWrite(), deadlineOf(subject));
      assert.equal(receipt.replayed, true);
      assert.equal((await subject.ledger()).length, 1);
    },
  },
  {
    name: 'Q: an answer lost after the commit is unknown; asking by reference gives the receipt; it is done once',
    async run(subject) {
      await subject.tellFault(lostAnswer(mailWrite));
      await expectCode(subject.writer.write(mailWrite(), deadlineOf(subject)), 'system-outcome-unknown');
      const found = await subject.writer.query('email', 'message.send', 'ref-mail', deadlineOf(subject));
      const [row, ...others] = await subject.ledger();
      assert.equal(found?.recordId, row?.recordIds[0]);
      assert.equal(found?.replayed, true);
      assert.equal(others.length, 0);
    },
  },
  {
    name: 'N: an answer lost after the commit is unknown, and the adapter does not try again by itself',
    async run(subject) {
      await subject.tellFault(lostAnswer(chatWrite));
      await expectCode(subject.writer.write(chatWrite(), deadlineOf(subject)), 'system-outcome-unknown');
      assert.equal((await subject.ledger()).length, 1);
    },
  },
  {
    name: 'a write whose answer has another shape is unknown: it may have been done',
    async run(subject) {
      await subject.tellFault({ system: 'email', kind: 'wrong-schema', operation: 'message.send', times: 1 });
      await expectCode(subject.writer.write(mailWrite(), deadlineOf(subject)), 'system-outcome-unknown');
      assert.equal((await subject.ledger()).length, 1);
    },
  },
  {
    name: 'a write that is not answered by its deadline is unknown, not much later',
    async run(subject) {
      for (const make of WRITES) {
        const { system, operation } = make();
        await subject.tellFault({ system, operation, kind: 'latency', ms: 2_000, times: 1 });
        const began = subject.now();
        await expectCode(subject.writer.write(make(), deadlineOf(subject, 150)), 'system-outcome-unknown');
        const took = subject.now() - began;
        assert(took < 1_500, `expected an end soon after 150 ms, found ${took} ms`);
      }
    },
  },
  {
    name: 'a write that the system turned away undone says unavailable, in every class',
    async run(subject) {
      for (const kind of ['down', '429'] as const) {
        for (const make of WRITES) {
          await subject.tellFault({ system: make().system, kind, ms: 1_000 });
          await expectCode(subject.writer.write(make(), deadlineOf(subject, 200)), 'system-unavailable');
          await subject.withdrawFaults();
        }
      }
      assert.equal((await subject.ledger()).length, 0);
    },
  },
  {
    name: 'K: a failing or busy system is written to once, when it is well again',
    async run(subject) {
      for (const kind of ['500', '429', 'down'] as const) {
        await subject.tellFault({ system: 'crm', kind, times: 2, ms: 10 });
        const receipt = await untilAnswered(subject, scoreWrite({ reference: `ref-${kind}` }));
        assert.equal(receipt.replayed, false);
      }
      assert.equal((await subject.ledger()).length, 3);
    },
  },
  {
    name: 'Q and N: an inner failure of the system is unknown, and not tried again by the adapter',
    async run(subject) {
      for (const make of [mailWrite, chatWrite]) {
        await subject.tellFault({ system: make().system, kind: '500', times: 1 });
        await expectCode(subject.writer.write(make(), deadlineOf(subject)), 'system-outcome-unknown');
      }
      assert.equal((await subject.ledger()).length, 0);
    },
  },
];
