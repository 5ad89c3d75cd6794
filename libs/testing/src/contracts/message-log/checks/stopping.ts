import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import type { MessageLog } from '@dws/ports';
import { eventually, staysTrue } from '../../../eventually.ts';
import type { MessageLogCheck, Patience } from '../check.ts';
import { Gate } from '../gate.ts';
import { record, whileRecording } from '../recorder.ts';
import { numbers, publishNumbers, scratchName, scratchTopic } from '../scratch.ts';

async function pausesAndResumes(log: MessageLog, patience: Patience): Promise<void> {
  const [topic, group] = [await scratchTopic(log, 2), scratchName('group')];
  await whileRecording(log, { group, topics: [topic] }, async (recorder) => {
    strictEqual(recorder.consumer.state, 'running');
    recorder.consumer.pause();
    strictEqual(recorder.consumer.state, 'paused');
    await publishNumbers(log, topic, 0, 10, (n) => `k${n}`);
    await staysTrue('nothing comes while paused', patience.quietMs, () => recorder.batches.length === 0);
    recorder.consumer.resume();
    strictEqual(recorder.consumer.state, 'running');
    await recorder.waitFor(10, patience);
    await staysTrue('each record once', patience.quietMs, () => recorder.messages().length === 10);
  });
}

async function finishesBatchInHand(log: MessageLog, patience: Patience): Promise<void> {
  const [topic, group] = [await scratchTopic(log), scratchName('group')];
  await publishNumbers(log, topic, 0, 3);
  const gate = new Gate();
  const first = record(log, { group, topics: [topic], handle: () => gate.pass() });
  let stopped = false;
  try {
    await eventually('a batch in hand', patience.withinMs, () => gate.arrivals === 1);
    const stopping = first.consumer.stop().then(() => (stopped = true));
    await staysTrue('stop waits for the batch in hand', patience.quietMs, () => !stopped);
    gate.open();
    await stopping;
  } finally {
    gate.open();
    await first.consumer.stop();
  }
  await first.consumer.closed;
  strictEqual(first.consumer.state, 'stopped');
  strictEqual(first.batches.length, 1, 'nothing is handed over once the consumer stops');
  await publishNumbers(log, topic, 3, 2);
  await whileRecording(log, { group, topics: [topic] }, async (second) => {
    await second.waitFor(2, patience);
    deepStrictEqual(second.texts(), numbers(3, 2), 'the batch in hand was committed');
  });
}

async function redoesStaleBatch(log: MessageLog, patience: Patience): Promise<void> {
  const [topic, group] = [await scratchTopic(log), scratchName('group')];
  await publishNumbers(log, topic, 0, 3);
  const gate = new Gate();
  const told: boolean[] = [];
  const first = record(log, {
    group,
    topics: [topic],
    handle: async (_batch, context) => {
      told.push(context.isStale());
      await gate.pass();
      told.push(context.isStale());
    },
  });
  try {
    await eventually('a batch in hand', patience.withinMs, () => gate.arrivals === 1);
    const stopping = first.consumer.stop();
    gate.open();
    await stopping;
  } finally {
    gate.open();
    await first.consumer.stop();
  }
  deepStrictEqual(told, [false, true], 'stale once the consumer stops, not before');
  await whileRecording(log, { group, topics: [topic] }, async (second) => {
    await second.waitFor(3, patience);
    deepStrictEqual(second.texts(), numbers(0, 3), 'left early means done again');
  });
}

async function stopsWhileRejecting(log: MessageLog, patience: Patience): Promise<void> {
  const [topic, group] = [await scratchTopic(log), scratchName('group')];
  await publishNumbers(log, topic, 0, 1);
  const refuse = async (): Promise<void> => {
    throw new Error('always refused');
  };
  const recorder = record(log, { group, topics: [topic], handle: refuse });
  await recorder.waitFor(1, patience);
  let stopped = false;
  const stopping = recorder.consumer.stop().then(() => (stopped = true));
  await eventually('stop does not wait for a success', patience.withinMs, () => stopped);
  await stopping;
  const handedOver = recorder.batches.length;
  await staysTrue('no more attempts', patience.quietMs, () => recorder.batches.length === handedOver);
}

export const STOPPING_CHECKS: readonly MessageLogCheck[] = [
  { name: 'a paused consumer is given nothing until it is resumed', run: pausesAndResumes },
  { name: 'stop finishes the batch in hand and commits it', run: finishesBatchInHand },
  { name: 'a batch whose handler was told it is stale is done again', run: redoesStaleBatch },
  { name: 'stop ends the attempts at a batch that is rejected', run: stopsWhileRejecting },
];
