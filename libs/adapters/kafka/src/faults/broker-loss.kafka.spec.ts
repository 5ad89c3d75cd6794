import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { isDwsError } from '@dws/kernel';
import { startKafka, type LocalKafka } from '@dws/kafka-local';
import type { Consumer } from '@dws/ports';
import { eventually } from '@dws/testing';
import { KafkaMessageLog } from '../kafka-message-log.ts';
import { lost, newTopic, numberIn, outOfOrder, startLoad } from './load.ts';

const WITHIN_MS = 90_000;
const TEST_MS = 240_000;

async function onCluster(
  brokers: 1 | 3,
  body: (kafka: LocalKafka, log: KafkaMessageLog) => Promise<void>,
): Promise<void> {
  const kafka = await startKafka({ brokers });
  const log = new KafkaMessageLog({
    brokers: kafka.bootstrap.split(','),
    clientId: 'broker-loss',
    bounds: { sessionTimeoutMs: 6_000, heartbeatMs: 500 },
  });
  try {
    await body(kafka, log);
  } finally {
    await log.close();
    await kafka.stop();
  }
}

function collect(log: KafkaMessageLog, topic: string, handled: number[], errors: unknown[] = []): Consumer {
  return log.consume({
    group: topic,
    topics: [topic],
    maxBatch: 100,
    concurrency: 4,
    onBatch: async ({ messages }) => {
      handled.push(...messages.map(numberIn));
    },
    onError: (error) => errors.push(error),
  });
}

describe('three brokers', () => {
  it('lose and regain one without losing a record', { timeout: TEST_MS }, () =>
    onCluster(3, async (kafka, log) => {
      const topic = await newTopic(log, 6, 3);
      const handled: number[] = [];
      await collect(log, topic, handled).ready;
      const load = startLoad(log, topic, 10);
      await sleep(1_000);
      const before = load.acknowledged.length;
      await kafka.nodes[0]?.kill();
      await eventually(
        'publishing goes on with two',
        WITHIN_MS,
        () => load.acknowledged.length > before + 300,
      );
      await eventually('consuming goes on with two', WITHIN_MS, () => new Set(handled).size > before + 300);
      await kafka.nodes[0]?.restart();
      const returned = load.acknowledged.length;
      await eventually(
        'publishing goes on with three',
        WITHIN_MS,
        () => load.acknowledged.length > returned + 300,
      );
      await load.stop();
      await eventually('everything handled', WITHIN_MS, () => lost(load.acknowledged, handled).length === 0);
      expect(outOfOrder(handled)).toEqual([]);
    }),
  );
});

describe('one broker', () => {
  it('that stands still for less than the timeouts costs time only', { timeout: TEST_MS }, () =>
    onCluster(1, async (kafka, log) => {
      const topic = await newTopic(log, 2);
      const [handled, errors]: [number[], unknown[]] = [[], []];
      const consumer = collect(log, topic, handled, errors);
      await consumer.ready;
      // A fresh cluster may still be making its offsets topic when the group is first joined.
      errors.length = 0;
      const load = startLoad(log, topic, 10);
      await sleep(500);
      kafka.nodes[0]?.stop();
      await sleep(200);
      const before = load.acknowledged.length;
      await sleep(2_500);
      expect(load.acknowledged.length).toBe(before);
      kafka.nodes[0]?.cont();
      await eventually('publishing goes on', WITHIN_MS, () => load.acknowledged.length > before + 100);
      await load.stop();
      await eventually('everything handled', WITHIN_MS, () => lost(load.acknowledged, handled).length === 0);
      expect([errors, handled.length, outOfOrder(handled)]).toEqual([[], load.acknowledged.length, []]);
    }),
  );

  it('that is down at the start is waited for, and again when it goes', { timeout: TEST_MS }, async () => {
    const placeholder = await startKafka({ brokers: 1 });
    const port = Number(placeholder.nodes[0]?.port);
    await placeholder.stop();
    const log = new KafkaMessageLog({
      brokers: [`127.0.0.1:${port}`],
      clientId: 'early',
      bounds: { requestRetries: 1, sessionTimeoutMs: 6_000 },
    });
    const topic = 'early';
    const [handled, errors]: [number[], unknown[]] = [[], []];
    const record = { topic, key: 'k', headers: {}, value: Buffer.from('1') };
    await expect(log.publish([record])).rejects.toMatchObject({ code: 'log-unavailable' });
    const kafka = await startKafka({ brokers: 1, ports: [port] });
    try {
      await log.admin.create([{ name: topic, partitions: 1, replicationFactor: 1, config: {} }]);
      await kafka.nodes[0]?.kill();
      const consumer = collect(log, topic, handled, errors);
      await eventually('onError is told', WITHIN_MS, () => isDwsError(errors[0], 'log-unavailable'));
      expect(consumer.state).toBe('starting');
      await kafka.nodes[0]?.restart();
      await consumer.ready;
      await log.publish([record]);
      await eventually('the record comes', WITHIN_MS, () => handled.length === 1);
      await kafka.nodes[0]?.restart();
      await eventually('publishing works again', WITHIN_MS, () =>
        log.publish([record]).then(
          () => true,
          () => false,
        ),
      );
      await eventually('and consuming', WITHIN_MS, () => handled.length >= 2);
      expect(consumer.state).toBe('running');
    } finally {
      await log.close();
      await kafka.stop();
    }
  });
});
