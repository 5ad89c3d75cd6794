import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { MessageLog, TopicSpec } from '@dws/ports';
import { eventually, staysTrue } from '../../../eventually.ts';
import type { MessageLogCheck, Patience } from '../check.ts';
import { whileRecording } from '../recorder.ts';
import { numbers, publishNumbers, scratchName, scratchTopic, textOf } from '../scratch.ts';

/** Waits until the description is as expected: a broker's metadata may trail its answer for a moment. */
async function showsAs(log: MessageLog, expected: TopicSpec, patience: Patience): Promise<void> {
  let found: TopicSpec | undefined;
  const matches = async (): Promise<boolean> => {
    found = (await log.admin.describe()).find((topic) => topic.name === expected.name);
    try {
      deepStrictEqual(found && { ...found, config: { ...found.config } }, expected);
      return true;
    } catch {
      return false;
    }
  };
  await eventually(`topic as ${JSON.stringify(expected)}`, patience.withinMs, matches).catch(
    (error: unknown) => {
      throw new Error(`found ${JSON.stringify(found)}`, { cause: error });
    },
  );
}

async function createsOnce(log: MessageLog, patience: Patience): Promise<void> {
  const spec: TopicSpec = {
    name: scratchName('topic'),
    partitions: 3,
    replicationFactor: 1,
    config: { 'retention.ms': '3600000', 'cleanup.policy': 'compact' },
  };
  const other: TopicSpec = { ...spec, name: scratchName('topic'), partitions: 1, config: {} };
  await log.admin.create([spec]);
  await showsAs(log, spec, patience);
  await log.admin.create([{ ...spec, partitions: 9, config: {} }, other]);
  await showsAs(log, spec, patience);
  await showsAs(log, other, patience);
}

async function altersUpwards(log: MessageLog, patience: Patience): Promise<void> {
  const name = scratchName('topic');
  const first: TopicSpec = {
    name,
    partitions: 2,
    replicationFactor: 1,
    config: { 'retention.ms': '3600000', 'max.message.bytes': '500000' },
  };
  await log.admin.create([first]);
  const wanted: TopicSpec = { ...first, partitions: 4, config: { 'retention.ms': '7200000' } };
  const after: TopicSpec = {
    ...first,
    partitions: 4,
    config: { 'retention.ms': '7200000', 'max.message.bytes': '500000' },
  };
  await log.admin.alter(wanted);
  await showsAs(log, after, patience);
  await log.admin.alter(wanted);
  await log.admin.alter({ ...wanted, partitions: 1 });
  await showsAs(log, after, patience);
  const at = await publishNumbers(log, name, 0, 200, (n) => `k${n}`);
  ok(new Set(at.map((place) => place.partition)).size >= 2, 'the topic still takes records');
}

async function peeksOutsideGroups(log: MessageLog, patience: Patience): Promise<void> {
  const [topic, group] = [await scratchTopic(log, 2), scratchName('group')];
  const at = await publishNumbers(log, topic, 0, 10, () => 'one key');
  const { partition } = at[0]!;
  const peeked = await log.peek(topic, partition, '4', 3);
  deepStrictEqual(
    peeked.map(({ offset, value }) => [offset, textOf(value)]),
    [
      ['4', '4'],
      ['5', '5'],
      ['6', '6'],
    ],
  );
  strictEqual(
    (await log.peek(topic, partition, '8', 100)).length,
    2,
    'up to the end, without waiting for more',
  );
  deepStrictEqual(await log.peek(topic, partition, '10', 5), [], 'nothing at the end');
  deepStrictEqual(await log.peek(topic, partition, '4000', 5), [], 'nothing past the end');
  deepStrictEqual(await log.peek(topic, 1 - partition, '0', 5), [], 'nothing in an empty partition');
  await whileRecording(log, { group, topics: [topic] }, async (recorder) => {
    await recorder.waitFor(10, patience);
    await log.peek(topic, partition, '0', 10);
    await staysTrue('peek moves no group', patience.quietMs, () => recorder.messages().length === 10);
    deepStrictEqual(recorder.texts(), numbers(0, 10));
  });
}

export const ADMIN_CHECKS: readonly MessageLogCheck[] = [
  { name: 'create makes what is missing and leaves what is there', run: createsOnce },
  { name: 'alter sets what is named, adds partitions, never removes any', run: altersUpwards },
  { name: 'peek reads a partition outside any group', run: peeksOutsideGroups },
];
