import { randomUUID } from 'node:crypto';
import kafkajs, { type PartitionAssigner } from 'kafkajs';
import { DwsError } from '@dws/kernel';
import type { IncomingMessage } from '@dws/ports';
import type { AdminSession } from './admin-session.ts';
import type { KafkaClient } from './kafka-client.ts';
import { fromKafka } from './records.ts';

const ASSIGNER = 'dws-peek';
const ASSIGNER_VERSION = 0;
const EMPTY = Buffer.alloc(0);

/** Gives the one member the one partition, so that nothing else of the topic is fetched. */
function onePartition(topic: string, partition: number): PartitionAssigner {
  const { MemberAssignment, MemberMetadata } = kafkajs.AssignerProtocol;
  return () => ({
    name: ASSIGNER,
    version: ASSIGNER_VERSION,
    assign: async ({ members }) =>
      members.map(({ memberId }) => ({
        memberId,
        memberAssignment: MemberAssignment.encode({
          version: ASSIGNER_VERSION,
          assignment: { [topic]: [partition] },
          userData: EMPTY,
        }),
      })),
    protocol: ({ topics }) => ({
      name: ASSIGNER,
      metadata: MemberMetadata.encode({ version: ASSIGNER_VERSION, topics, userData: EMPTY }),
    }),
  });
}

/**
 * Records of one partition from `offset` on, up to `limit` or the present end. kafkajs fetches in groups only, so
 * this joins a group of its own, commits nothing and deletes it again.
 */
export async function peek(
  client: KafkaClient,
  admin: AdminSession,
  topic: string,
  partition: number,
  offset: string,
  limit: number,
): Promise<readonly IncomingMessage[]> {
  const range = await rangeOf(admin, topic, partition);
  const from = BigInt(offset) > range.low ? BigInt(offset) : range.low;
  if (from >= range.high || limit <= 0) return [];
  const groupId = `dws-peek.${randomUUID()}`;
  try {
    return await fetchRange(client, groupId, { topic, partition, from, to: range.high, limit });
  } finally {
    // An empty group without offsets vanishes by itself in some minutes; this only tidies up sooner.
    await admin.use('deleting a peek group', (kafka) => kafka.deleteGroups([groupId])).catch(() => undefined);
  }
}

interface Range {
  readonly topic: string;
  readonly partition: number;
  readonly from: bigint;
  /** Exclusive. */
  readonly to: bigint;
  readonly limit: number;
}

async function fetchRange(client: KafkaClient, groupId: string, range: Range): Promise<IncomingMessage[]> {
  const { topic, partition, from, to, limit } = range;
  const { bounds } = client;
  const found: IncomingMessage[] = [];
  const done = Promise.withResolvers<undefined>();
  const consumer = client.kafka.consumer({
    groupId,
    partitionAssigners: [onePartition(topic, partition)],
    maxWaitTimeInMs: bounds.fetchWaitMs,
    allowAutoTopicCreation: false,
    retry: { retries: bounds.requestRetries, restartOnFailure: async () => false },
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => done.reject(payload.error));
  const timer = setTimeout(() => {
    const where = `${topic}/${partition} from offset ${from}`;
    done.reject(
      new DwsError('log-unavailable', `expected to peek at ${where} within ${bounds.peekTimeoutMs} ms`),
    );
  }, bounds.peekTimeoutMs);
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch }) => {
        for (const record of batch.messages) {
          const at = BigInt(record.offset);
          if (at >= from && at < to && found.length < limit) found.push(fromKafka(topic, partition, record));
        }
        if (found.length >= limit || BigInt(batch.lastOffset()) >= to - 1n) done.resolve(undefined);
      },
    });
    consumer.seek({ topic, partition, offset: String(from) });
    await done.promise;
    return found;
  } finally {
    clearTimeout(timer);
    await consumer.disconnect().catch(() => undefined);
  }
}

async function rangeOf(
  admin: AdminSession,
  topic: string,
  partition: number,
): Promise<{ low: bigint; high: bigint }> {
  const missing = await admin.missing([topic]);
  const offsets =
    missing.length > 0
      ? []
      : await admin.use(`reading the ends of ${topic}`, (kafka) => kafka.fetchTopicOffsets(topic));
  const found = offsets.find((entry) => entry.partition === partition);
  if (!found) {
    throw new DwsError('topic-unknown', `expected partition ${partition} of topic ${topic} to exist`, {
      topic,
      partition,
    });
  }
  return { low: BigInt(found.low), high: BigInt(found.high) };
}
