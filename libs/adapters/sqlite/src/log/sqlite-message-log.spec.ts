import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { eventually, messageLogContract } from '@dws/testing';
import { SqliteMessageLog } from './sqlite-message-log.ts';

const folder = await mkdtemp(join(tmpdir(), 'dws-log-'));
afterAll(() => rm(folder, { recursive: true }));

const PATIENCE = { withinMs: 10_000, quietMs: 100 };
let files = 0;
const fresh = (): string => join(folder, `${(files += 1)}.db`);
const clock = { now: () => 1_772_357_400_000 };

messageLogContract('sqlite', () => SqliteMessageLog.open({ path: fresh(), clock }), PATIENCE);
messageLogContract(
  'sqlite, nothing kept in memory',
  () => SqliteMessageLog.open({ path: fresh(), clock, recentBytes: 0 }),
  PATIENCE,
);

const topic = { name: 'signals.finance.v1', partitions: 2, replicationFactor: 1, config: {} };
const message = (text: string) => ({
  topic: topic.name,
  key: 'one',
  headers: { ce_type: 'x' },
  value: new TextEncoder().encode(text),
});

describe('the embedded message log', () => {
  it('keeps records, topics and offsets over a restart', async () => {
    const path = fresh();
    const first = await SqliteMessageLog.open({ path, clock });
    await first.admin.create([topic]);
    const [at] = await first.publish([message('a'), message('b')]);
    const partition = at!.partition;
    const consumer = first.consume({
      group: 'g',
      topics: [topic.name],
      maxBatch: 1,
      concurrency: 1,
      onBatch: async () => undefined,
    });
    await eventually('both are handled', 5_000, async () => {
      const lag = await first.admin.lag(['g']);
      return lag.every((entry) => entry.lag === 0);
    });
    await consumer.stop();
    await first.close();

    const second = await SqliteMessageLog.open({ path, clock });
    expect(await second.admin.describe()).toEqual([topic]);
    const lag = await second.admin.lag(['g']);
    expect(lag.map(({ committed, end }) => ({ committed, end }))).toEqual([{ committed: '2', end: '2' }]);
    expect((await second.publish([message('c')]))[0]).toEqual({ topic: topic.name, partition, offset: '2' });
    const texts = (await second.peek(topic.name, partition, '0', 10)).map(({ value }) =>
      Buffer.from(value!).toString(),
    );
    expect(texts).toEqual(['a', 'b', 'c']);
    await second.close();
  });

  it('takes away what is older than its retention, and keeps counting', async () => {
    let now = 1_000_000;
    const log = await SqliteMessageLog.open({ path: fresh(), clock: { now: () => now }, trimEveryMs: 5 });
    await log.admin.create([{ ...topic, config: { 'retention.ms': '1000' } }]);
    const [at] = await log.publish([message('old')]);
    now += 500;
    await log.publish([message('newer')]);
    now += 501;
    await eventually('the oldest is gone', 5_000, async () => {
      const [oldest] = await log.peek(topic.name, at!.partition, '0', 10);
      return oldest?.offset === '1';
    });
    now += 10_000;
    expect((await log.publish([message('newest')]))[0]?.offset).toBe('2');
    await log.close();
  });
});
