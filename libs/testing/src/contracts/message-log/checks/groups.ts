import { deepStrictEqual, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageLog } from '@dws/ports';
import { eventually, staysTrue } from '../../../eventually.ts';
import type { MessageLogCheck, Patience } from '../check.ts';
import { record, whileRecording, type Recorder } from '../recorder.ts';
import { numbers, publishNumbers, scratchName, scratchTopic, textOf } from '../scratch.ts';

const seenBy = (...recorders: readonly Recorder[]): Set<string> =>
  new Set(recorders.flatMap((recorder) => recorder.texts()));

async function sharesPartitions(log: MessageLog, patience: Patience): Promise<void> {
  const [topic, group] = [await scratchTopic(log, 4), scratchName('group')];
  const one = record(log, { group, topics: [topic] });
  await one.consumer.ready;
  const two = record(log, { group, topics: [topic] });
  try {
    await two.consumer.ready;
    let published = 0;
    await eventually('both members are given records', patience.withinMs, async () => {
      await publishNumbers(log, topic, published, 40, (n) => `k${n}`);
      published += 40;
      return one.texts().length > 0 && two.texts().length > 0;
    });
    await eventually('every record reached a member', patience.withinMs, () => {
      return seenBy(one, two).size === published;
    });
    // Once the rebalance has settled, each further record reaches exactly one of the two.
    await sleep(patience.quietMs);
    const before = one.messages().length + two.messages().length;
    await publishNumbers(log, topic, published, 40, (n) => `k${n}`);
    published += 40;
    await eventually('the last 40 reached a member', patience.withinMs, () => {
      return seenBy(one, two).size === published;
    });
    await staysTrue('and only one of them', patience.quietMs, () => {
      return one.messages().length + two.messages().length === before + 40;
    });
    const owned = [one, two].map((member) => {
      const last = member.messages().filter((message) => Number(textOf(message.value)) >= published - 40);
      return new Set(last.map((message) => message.partition));
    });
    ok(owned[0]!.isDisjointFrom(owned[1]!), 'no partition belongs to two members');
  } finally {
    await Promise.all([one.consumer.stop(), two.consumer.stop()]);
  }
}

async function takesOver(log: MessageLog, patience: Patience): Promise<void> {
  const [topic, group] = [await scratchTopic(log, 4), scratchName('group')];
  const one = record(log, { group, topics: [topic] });
  const two = record(log, { group, topics: [topic] });
  try {
    await Promise.all([one.consumer.ready, two.consumer.ready]);
    await publishNumbers(log, topic, 0, 100, (n) => `k${n}`);
    await eventually('100 records', patience.withinMs, () => seenBy(one, two).size === 100);
    await one.consumer.stop();
    const seenByOne = one.messages().length;
    await publishNumbers(log, topic, 100, 100, (n) => `k${n}`);
    await eventually('the rest', patience.withinMs, () => seenBy(one, two).size === 200);
    ok(one.messages().length === seenByOne, 'a stopped member is given nothing');
  } finally {
    await Promise.all([one.consumer.stop(), two.consumer.stop()]);
  }
}

async function keepsGroupsApart(log: MessageLog, patience: Patience): Promise<void> {
  const topic = await scratchTopic(log);
  await publishNumbers(log, topic, 0, 10);
  for (const group of [scratchName('group'), scratchName('group')]) {
    await whileRecording(log, { group, topics: [topic] }, async (recorder) => {
      await recorder.waitFor(10, patience);
      deepStrictEqual(recorder.texts(), numbers(0, 10));
    });
  }
}

async function startsAtEarliest(log: MessageLog, patience: Patience): Promise<void> {
  const [topic, group] = [await scratchTopic(log), scratchName('group')];
  await publishNumbers(log, topic, 0, 3);
  await whileRecording(log, { group, topics: [topic], startFrom: 'earliest' }, async (recorder) => {
    await recorder.waitFor(3, patience);
    deepStrictEqual(recorder.texts(), numbers(0, 3));
  });
}

async function startsAtLatest(log: MessageLog, patience: Patience): Promise<void> {
  const [topic, group] = [await scratchTopic(log), scratchName('group')];
  await publishNumbers(log, topic, 0, 3);
  const options = { group, topics: [topic], startFrom: 'latest' } as const;
  await whileRecording(log, options, async (first) => {
    await staysTrue('nothing old comes', patience.quietMs, () => first.messages().length === 0);
    await publishNumbers(log, topic, 3, 2);
    await first.waitFor(2, patience);
    deepStrictEqual(first.texts(), numbers(3, 2));
  });
  await publishNumbers(log, topic, 5, 2);
  await whileRecording(log, options, async (second) => {
    await second.waitFor(2, patience);
    deepStrictEqual(second.texts(), numbers(5, 2), 'a group with commits goes on where it was');
  });
}

async function readsManyTopics(log: MessageLog, patience: Patience): Promise<void> {
  const topics = [await scratchTopic(log), await scratchTopic(log, 2)];
  for (const topic of topics) await publishNumbers(log, topic, 0, 5, (n) => `k${n}`);
  await whileRecording(log, { group: scratchName('group'), topics }, async (recorder) => {
    await recorder.waitFor(10, patience);
    const perTopic = topics.map((topic) => recorder.messages().filter((m) => m.topic === topic).length);
    deepStrictEqual(perTopic, [5, 5]);
  });
}

export const GROUP_CHECKS: readonly MessageLogCheck[] = [
  { name: 'two members of a group share its partitions', run: sharesPartitions },
  { name: 'a member that leaves is taken over from', run: takesOver },
  { name: 'each group is given everything', run: keepsGroupsApart },
  { name: 'a new group at earliest is given what stands already', run: startsAtEarliest },
  { name: 'a new group at latest is given what comes once it is ready', run: startsAtLatest },
  { name: 'one consumer reads several topics', run: readsManyTopics },
];
