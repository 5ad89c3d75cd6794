import { deepStrictEqual, ok } from 'node:assert/strict';
import type { MessageLog } from '@dws/ports';
import { eventually, staysTrue } from '../../../eventually.ts';
import type { MessageLogCheck, Patience } from '../check.ts';
import { Gate } from '../gate.ts';
import { whileRecording } from '../recorder.ts';
import { numbers, publishNumbers, scratchName, scratchTopic } from '../scratch.ts';

async function committed(log: MessageLog, group: string, topic: string): Promise<string | null> {
  const lag = await log.admin.lag([group]);
  return lag.find((entry) => entry.topic === topic && entry.partition === 0)?.committed ?? null;
}

async function commitsAfterHandler(log: MessageLog, patience: Patience): Promise<void> {
  const [topic, group] = [await scratchTopic(log), scratchName('group')];
  await publishNumbers(log, topic, 0, 5);
  const gate = new Gate();
  await whileRecording(log, { group, topics: [topic], handle: () => gate.pass() }, async () => {
    try {
      await eventually('a batch in hand', patience.withinMs, () => gate.arrivals === 1);
      await staysTrue('nothing is committed while the handler runs', patience.quietMs, async () =>
        [null, '0'].includes(await committed(log, group, topic)),
      );
    } finally {
      gate.open();
    }
    await eventually('offset 5 committed', patience.withinMs, async () => {
      return (await committed(log, group, topic)) === '5';
    });
  });
}

async function resumesAtCommit(log: MessageLog, patience: Patience): Promise<void> {
  const [topic, group] = [await scratchTopic(log), scratchName('group')];
  await publishNumbers(log, topic, 0, 10);
  await whileRecording(log, { group, topics: [topic] }, (first) => first.waitFor(10, patience));
  await publishNumbers(log, topic, 10, 5);
  await whileRecording(log, { group, topics: [topic] }, async (second) => {
    await second.waitFor(5, patience);
    await staysTrue('no more than the new ones', patience.quietMs, () => second.messages().length === 5);
    deepStrictEqual(second.texts(), numbers(10, 5));
  });
}

async function repeatsUncommitted(log: MessageLog, patience: Patience): Promise<void> {
  const [topic, group] = [await scratchTopic(log), scratchName('group')];
  await publishNumbers(log, topic, 0, 6);
  const handleFirstHalf = (n: number) => async (): Promise<void> => {
    if (n > 3) throw new Error('the second half is refused');
  };
  await whileRecording(
    log,
    {
      group,
      topics: [topic],
      maxBatch: 3,
      handle: (batch) => handleFirstHalf(Number(batch.messages.at(-1)!.offset) + 1)(),
    },
    (first) => first.waitFor(6, patience),
  );
  await whileRecording(log, { group, topics: [topic] }, async (second) => {
    await second.waitFor(3, patience);
    await staysTrue('only the refused half comes', patience.quietMs, () => second.messages().length === 3);
    deepStrictEqual(second.texts(), numbers(3, 3));
  });
}

async function countsLag(log: MessageLog, patience: Patience): Promise<void> {
  const [topic, group] = [await scratchTopic(log, 2), scratchName('group')];
  const lagOf = async (): Promise<number> =>
    (await log.admin.lag([group])).reduce((sum, entry) => sum + entry.lag, 0);
  const at = await publishNumbers(log, topic, 0, 40, (n) => `k${n}`);
  await whileRecording(log, { group, topics: [topic] }, async (recorder) => {
    await recorder.waitFor(40, patience);
    await eventually('lag 0', patience.withinMs, async () => (await lagOf()) === 0);
  });
  await publishNumbers(log, topic, 40, 7, (n) => `k${n}`);
  await eventually('lag 7 after seven more', patience.withinMs, async () => (await lagOf()) === 7);
  const entries = (await log.admin.lag([group])).filter((entry) => entry.topic === topic);
  deepStrictEqual(entries.map((entry) => entry.partition).toSorted(), [0, 1]);
  const ends = entries.reduce((sum, entry) => sum + Number(entry.end), 0);
  deepStrictEqual([ends, at.length], [47, 40]);
  ok(entries.every((entry) => entry.group === group));
  deepStrictEqual(await log.admin.lag([scratchName('nobody')]), [], 'a group that never was has no lag');
}

export const COMMIT_CHECKS: readonly MessageLogCheck[] = [
  { name: 'an offset is committed after onBatch resolves, not before', run: commitsAfterHandler },
  { name: 'a new consumer of the group goes on at the committed offset', run: resumesAtCommit },
  { name: 'what was not committed is handed over again after a restart', run: repeatsUncommitted },
  { name: 'lag counts what a group has still to read', run: countsLag },
];
