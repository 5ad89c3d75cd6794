import { deepStrictEqual, ok } from 'node:assert/strict';
import type { MessageLog } from '@dws/ports';
import { eventually, staysTrue } from '../../../eventually.ts';
import type { MessageLogCheck, Patience } from '../check.ts';
import { whileRecording } from '../recorder.ts';
import { numbers, publishNumbers, scratchName, scratchTopic, textOf } from '../scratch.ts';

async function handsOverAgain(log: MessageLog, patience: Patience): Promise<void> {
  const [topic, group] = [await scratchTopic(log), scratchName('group')];
  await publishNumbers(log, topic, 0, 4);
  let refusals = 0;
  const handled: string[] = [];
  await whileRecording(
    log,
    {
      group,
      topics: [topic],
      handle: async (batch) => {
        if (refusals < 3) {
          refusals += 1;
          throw new Error(`refusal ${refusals}`);
        }
        handled.push(...batch.messages.map((message) => textOf(message.value)));
      },
    },
    async (recorder) => {
      await publishNumbers(log, topic, 4, 2);
      await eventually('all six handled', patience.withinMs, () => handled.length >= 6);
      deepStrictEqual(handled, numbers(0, 6), 'nothing skipped, nothing out of order');
      const firsts = recorder.batches.slice(0, 4).map((batch) => batch.messages[0]?.offset);
      deepStrictEqual(firsts, ['0', '0', '0', '0'], 'three refusals, then the same batch again');
      ok(recorder.errors.length >= 3, 'onError is told of every refusal');
      await eventually('all committed', patience.withinMs, async () => {
        return (await log.admin.lag([group]))[0]?.committed === '6';
      });
    },
  );
}

async function backsOff(log: MessageLog, patience: Patience): Promise<void> {
  const [topic, group] = [await scratchTopic(log), scratchName('group')];
  await publishNumbers(log, topic, 0, 1);
  const refuse = async (): Promise<void> => {
    throw new Error('always refused');
  };
  await whileRecording(log, { group, topics: [topic], handle: refuse }, async (recorder) => {
    await recorder.waitFor(2, patience);
    const before = recorder.batches.length;
    await staysTrue('no hot loop of refusals', patience.quietMs, () => {
      return recorder.batches.length - before < patience.quietMs / 4;
    });
    deepStrictEqual([null, '0'].includes((await log.admin.lag([group]))[0]?.committed ?? null), true);
  });
}

async function letsOthersGoOn(log: MessageLog, patience: Patience): Promise<void> {
  const [topic, group] = [await scratchTopic(log, 2), scratchName('group')];
  const at = await publishNumbers(log, topic, 0, 40, (n) => `k${n}`);
  const blocked = at[0]!.partition;
  const expected = at.filter((place) => place.partition !== blocked).length;
  ok(expected > 0, '40 keys fall on both partitions');
  let handled = 0;
  await whileRecording(
    log,
    {
      group,
      topics: [topic],
      concurrency: 2,
      handle: async (batch) => {
        if (batch.partition === blocked) throw new Error('this partition is refused');
        handled += batch.messages.length;
      },
    },
    () => eventually('the other partition is handled', patience.withinMs, () => handled === expected),
  );
}

export const REJECTION_CHECKS: readonly MessageLogCheck[] = [
  { name: 'a rejected batch is handed over again until it is handled', run: handsOverAgain },
  { name: 'a batch that is always rejected backs off and is never committed', run: backsOff },
  { name: 'a partition that is rejected does not hold up another', run: letsOthersGoOn },
];
