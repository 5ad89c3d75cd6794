import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { MessageLog } from '@dws/ports';
import { eventually, staysTrue } from '../../../eventually.ts';
import type { MessageLogCheck, Patience } from '../check.ts';
import { Gate } from '../gate.ts';
import { whileRecording } from '../recorder.ts';
import { numbers, publishNumbers, scratchName, scratchTopic } from '../scratch.ts';

async function respectsMaxBatch(log: MessageLog, patience: Patience): Promise<void> {
  const topic = await scratchTopic(log, 2);
  await publishNumbers(log, topic, 0, 50, (n) => `k${n}`);
  const options = { group: scratchName('group'), topics: [topic], maxBatch: 7 };
  await whileRecording(log, options, async (recorder) => {
    await recorder.waitFor(50, patience);
    for (const batch of recorder.batches) {
      ok(
        batch.messages.length >= 1 && batch.messages.length <= 7,
        `${batch.messages.length} records at once`,
      );
      ok(batch.messages.every((m) => m.topic === topic && m.partition === batch.partition));
      const offsets = batch.messages.map((message) => Number(message.offset));
      deepStrictEqual(
        offsets,
        offsets.map((_, i) => offsets[0]! + i),
        'offsets within a batch are contiguous',
      );
      ok(Number(batch.highWatermark) > offsets.at(-1)!, 'the high watermark is after the last record');
    }
  });
}

async function bringsBacklogInBatches(log: MessageLog, patience: Patience): Promise<void> {
  const topic = await scratchTopic(log);
  await publishNumbers(log, topic, 0, 60);
  const options = { group: scratchName('group'), topics: [topic], maxBatch: 50 };
  await whileRecording(log, options, async (recorder) => {
    await recorder.waitFor(60, patience);
    ok(
      recorder.batches.some((batch) => batch.messages.length > 1),
      'a backlog comes in batches, not one by one',
    );
    strictEqual(recorder.batches[0]?.highWatermark, '60', 'the first batch sees the whole backlog');
  });
}

async function boundsConcurrency(log: MessageLog, patience: Patience): Promise<void> {
  const topic = await scratchTopic(log, 6);
  const at = await publishNumbers(log, topic, 0, 120, (n) => `k${n}`);
  strictEqual(new Set(at.map((place) => place.partition)).size, 6, '120 keys fall on all six partitions');
  const gate = new Gate();
  const inHand = new Set<number>();
  const twice: number[] = [];
  await whileRecording(
    log,
    {
      group: scratchName('group'),
      topics: [topic],
      concurrency: 3,
      maxBatch: 5,
      handle: async ({ partition }) => {
        if (inHand.has(partition)) twice.push(partition);
        inHand.add(partition);
        await gate.pass();
        inHand.delete(partition);
      },
    },
    async (recorder) => {
      try {
        await eventually('three partitions in hand together', patience.withinMs, () => inHand.size === 3);
        await staysTrue('never a fourth', patience.quietMs, () => gate.arrivals === 3);
      } finally {
        gate.open();
      }
      await recorder.waitFor(120, patience);
      deepStrictEqual(twice, [], 'no partition is handed over while a batch of it is in hand');
    },
  );
}

async function heartbeatsDuringLongWork(log: MessageLog, patience: Patience): Promise<void> {
  const topic = await scratchTopic(log);
  await publishNumbers(log, topic, 0, 3);
  const stale: boolean[] = [];
  await whileRecording(
    log,
    {
      group: scratchName('group'),
      topics: [topic],
      handle: async (_batch, context) => {
        await context.heartbeat();
        stale.push(context.isStale());
      },
    },
    async (recorder) => {
      await recorder.waitFor(3, patience);
      deepStrictEqual(recorder.texts(), numbers(0, 3));
      ok(stale.length > 0 && !stale.includes(true), 'nothing is stale while the partition is ours');
    },
  );
}

export const BATCH_CHECKS: readonly MessageLogCheck[] = [
  { name: 'a batch holds at most maxBatch records of one partition, contiguous', run: respectsMaxBatch },
  { name: 'a backlog comes in batches that tell where the partition ends', run: bringsBacklogInBatches },
  { name: 'at most `concurrency` partitions are in hand, and never one twice', run: boundsConcurrency },
  {
    name: 'a handler can heartbeat, and is not stale while it owns the partition',
    run: heartbeatsDuringLongWork,
  },
];
