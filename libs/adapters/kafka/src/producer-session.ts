import kafkajs, { type Message, type Producer, type RecordMetadata } from 'kafkajs';
import { DwsError } from '@dws/kernel';
import type { OutgoingMessage, PublishedAt } from '@dws/ports';
import type { KafkaClient } from './kafka-client.ts';
import type { OpenProducer } from './replaceable-producer.ts';
import { toKafka } from './records.ts';

const ALL_REPLICAS = -1;

/**
 * One idempotent producer. After a failed `send` it must be closed and replaced: kafkajs then no longer knows
 * which sequence number the broker expects, and a later batch with a number the broker has seen would be taken
 * for a repetition and silently dropped.
 */
export class ProducerSession implements OpenProducer {
  readonly #producer: Producer;
  /** Where the partitioner put each message; the broker's answer names partitions, not messages. */
  readonly #partitionOf = new WeakMap<Message, number>();

  private constructor({ kafka }: KafkaClient) {
    this.#producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: () => {
        const choose = kafkajs.Partitioners.DefaultPartitioner();
        return (args) => {
          const partition = choose(args);
          this.#partitionOf.set(args.message, partition);
          return partition;
        };
      },
    });
  }

  static async open(client: KafkaClient): Promise<ProducerSession> {
    const session = new ProducerSession(client);
    await session.#producer.connect();
    return session;
  }

  /** One produce request per broker, acknowledged by all in-sync replicas. Results in the order given. */
  async send(messages: readonly OutgoingMessage[]): Promise<PublishedAt[]> {
    const records = messages.map(toKafka);
    const byTopic = new Map<string, Message[]>();
    for (const [i, { topic }] of messages.entries()) {
      const record = records[i];
      if (!record) continue;
      const inTopic = byTopic.get(topic);
      if (inTopic) inTopic.push(record);
      else byTopic.set(topic, [record]);
    }
    const topicMessages = [...byTopic].map(([topic, inTopic]) => ({ topic, messages: inTopic }));
    const answers = await this.#producer.sendBatch({ acks: ALL_REPLICAS, topicMessages });
    return this.#places(messages, records, answers);
  }

  async close(): Promise<void> {
    await this.#producer.disconnect().catch(() => undefined);
  }

  #places(
    messages: readonly OutgoingMessage[],
    records: readonly Message[],
    answers: readonly RecordMetadata[],
  ): PublishedAt[] {
    const next = new Map(answers.map((a) => [`${a.topicName}/${a.partition}`, BigInt(a.baseOffset ?? -1)]));
    return messages.map(({ topic }, i) => {
      const record = records[i];
      const partition = record && this.#partitionOf.get(record);
      const offset = next.get(`${topic}/${partition}`);
      // When a partition's leader moves during a retry, kafkajs can leave the partition out and still succeed.
      if (partition === undefined || offset === undefined) {
        throw new DwsError(
          'log-unavailable',
          `expected an acknowledgement for ${topic}/${partition}, found none`,
        );
      }
      next.set(`${topic}/${partition}`, offset + 1n);
      return { topic, partition, offset: String(offset) };
    });
  }
}
