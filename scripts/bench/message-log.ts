import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { KafkaMessageLog } from '@dws/kafka';
import { PlatformaticMessageLog } from '@dws/kafka/platformatic';
import { startBroker } from '@dws/kafka-local';
import type { MessageLog, OutgoingMessage } from '@dws/ports';
import { SqliteMessageLog } from '@dws/sqlite';

/**
 * Speed of a MessageLog:
 *   node scripts/bench/message-log.ts [--adapter kafkajs|platformatic|sqlite] [--seconds 5] [--bytes 300] [--partitions 6]
 * Prints JSON. Kafka uses KAFKA_BROKERS where it is set, else a broker of its own (acks=all, one replica, no fsync per
 * record, as is Kafka's default).
 */
const { values: flags } = parseArgs({
  options: {
    adapter: { type: 'string', default: 'kafkajs' },
    seconds: { type: 'string', default: '5' },
    bytes: { type: 'string', default: '300' },
    partitions: { type: 'string', default: '6' },
    rate: { type: 'string', default: '200' },
  },
});
const RUN_MS = Number(flags.seconds) * 1_000;
const PARTITIONS = Number(flags.partitions);
const OPEN_LOOP_PER_SECOND = Number(flags.rate);
const VALUE = Buffer.alloc(Number(flags.bytes), 'x');
const CALLS_IN_FLIGHT = 64;
const PER_CALL = 25;
const MAX_BATCH = 200;
const WARM_UP = 2_000;

const record = (topic: string, n: number, value: Uint8Array = VALUE): OutgoingMessage => ({
  topic,
  key: `account-${n % 997}`,
  headers: { ce_type: 'bench', ce_id: String(n) },
  value,
});

async function newTopic(log: MessageLog): Promise<string> {
  const name = `bench.${randomUUID()}`;
  await log.admin.create([{ name, partitions: PARTITIONS, replicationFactor: 1, config: {} }]);
  return name;
}

const perSecond = (count: number, ms: number): number => Math.round((count * 1_000) / ms);

/** Many callers at once, each with a few records, as services publish. */
async function produce(log: MessageLog, topic: string, forMs: number): Promise<number> {
  const start = performance.now();
  let published = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() - start < forMs) {
      const from = published;
      published += PER_CALL;
      await log.publish(Array.from({ length: PER_CALL }, (_, i) => record(topic, from + i)));
    }
  };
  await Promise.all(Array.from({ length: CALLS_IN_FLIGHT }, caller));
  return perSecond(published, performance.now() - start);
}

/** Consume, publish one record for each, commit: the loop of every worker. */
async function pipeline(log: MessageLog, source: string): Promise<number> {
  const target = await newTopic(log);
  let handled = 0;
  const start = performance.now();
  const consumer = log.consume({
    group: `bench.${randomUUID()}`,
    topics: [source],
    maxBatch: MAX_BATCH,
    concurrency: PARTITIONS,
    onBatch: async ({ messages }) => {
      await log.publish(
        messages.map(({ key, headers, value }) => ({ topic: target, key, headers, value: value ?? VALUE })),
      );
      handled += messages.length;
    },
  });
  while (performance.now() - start < RUN_MS) await new Promise((resolve) => setTimeout(resolve, 20));
  const rate = perSecond(handled, performance.now() - start);
  await consumer.stop();
  return rate;
}

/** Milliseconds from publish to handler, at an open-loop rate. */
async function latency(log: MessageLog): Promise<{ p50: number; p99: number; count: number }> {
  const topic = await newTopic(log);
  const took: number[] = [];
  const consumer = log.consume({
    group: `bench.${randomUUID()}`,
    topics: [topic],
    maxBatch: MAX_BATCH,
    concurrency: PARTITIONS,
    onBatch: async ({ messages }) => {
      const now = performance.now();
      for (const { value } of messages) if (value) took.push(now - Buffer.from(value).readDoubleBE());
    },
  });
  await consumer.ready;
  const start = performance.now();
  for (let sent = 0; performance.now() - start < RUN_MS;) {
    for (; sent < ((performance.now() - start) * OPEN_LOOP_PER_SECOND) / 1_000; sent += 1) {
      const value = Buffer.from(VALUE);
      value.writeDoubleBE(performance.now());
      void log.publish([record(topic, sent, value)]);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await consumer.stop();
  const sorted = took.slice(OPEN_LOOP_PER_SECOND).toSorted((a, b) => a - b);
  const at = (share: number): number => Number((sorted[Math.floor(sorted.length * share)] ?? NaN).toFixed(2));
  return { p50: at(0.5), p99: at(0.99), count: sorted.length };
}

interface Subject {
  readonly log: MessageLog;
  /** What runs, for the report. */
  readonly broker: string;
  stop(): Promise<void>;
}

async function kafka(): Promise<Subject> {
  const broker = await startBroker();
  const Log = flags.adapter === 'platformatic' ? PlatformaticMessageLog : KafkaMessageLog;
  const log = new Log({ brokers: broker.bootstrap.split(','), clientId: 'bench' });
  return { log, broker: broker.source, stop: () => log.close().finally(() => broker.stop()) };
}

/** Durable at every answer: `synchronous=FULL`. */
async function embedded(): Promise<Subject> {
  const folder = await mkdtemp(join(tmpdir(), 'dws-bench-'));
  const log = await SqliteMessageLog.open({ path: join(folder, 'messages.db'), clock: Date });
  const stop = (): Promise<void> => log.close().finally(() => rm(folder, { recursive: true }));
  return { log, broker: 'none: in this process', stop };
}

const subject = await (flags.adapter === 'sqlite' ? embedded() : kafka());
const { log, broker } = subject;
try {
  const topic = await newTopic(log);
  await produce(log, topic, WARM_UP);
  const producePerSecond = await produce(log, topic, RUN_MS);
  const consumeProduceCommitPerSecond = await pipeline(log, topic);
  const deliveryMs = await latency(log);
  const settings = {
    adapter: flags.adapter,
    broker,
    cores: cpus().length,
    valueBytes: VALUE.length,
    partitions: PARTITIONS,
    maxBatch: MAX_BATCH,
    openLoopPerSecond: OPEN_LOOP_PER_SECOND,
  };
  console.log(
    JSON.stringify({ settings, producePerSecond, consumeProduceCommitPerSecond, deliveryMs }, null, 2),
  );
} finally {
  await subject.stop();
}
