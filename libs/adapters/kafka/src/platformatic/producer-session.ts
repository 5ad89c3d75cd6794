import { compatibilityPartitioner, Producer, type ClusterMetadata } from '@platformatic/kafka';
import { DwsError } from '@dws/kernel';
import type { OutgoingMessage, PublishedAt } from '@dws/ports';
import type { OpenProducer } from '../replaceable-producer.ts';
import type { PlatformaticClient } from './client.ts';
import { recordToSend } from './records.ts';

/**
 * One idempotent producer: acknowledged by all in-sync replicas, one request in flight. It is replaced after a failed
 * `send`, so that a batch whose fate is unknown is never followed by another one with its sequence numbers.
 */
export class ProducerSession implements OpenProducer {
  readonly #producer: Producer;

  constructor({ connection }: PlatformaticClient) {
    this.#producer = new Producer({ ...connection, idempotent: true });
    // Whoever waits for an answer is told as well; without a listener Node would end the process.
    this.#producer.on('error', () => undefined);
  }

  async send(messages: readonly OutgoingMessage[]): Promise<PublishedAt[]> {
    const topics = [...new Set(messages.map(({ topic }) => topic))];
    const metadata = await this.#producer.metadata({ topics });
    const records = messages.map((message) => {
      const key = Buffer.from(message.key);
      return recordToSend(message, key, partitionOf(message.topic, key, metadata));
    });
    const { offsets = [] } = await this.#producer.send({ messages: records });
    const next = new Map(offsets.map(({ topic, partition, offset }) => [`${topic}/${partition}`, offset]));
    return records.map(({ topic, partition }) => {
      const place = `${topic}/${partition}`;
      const offset = next.get(place);
      if (offset === undefined)
        throw new DwsError('log-unavailable', `expected an acknowledgement for ${place}, found none`);
      next.set(place, offset + 1n);
      return { topic, partition, offset: String(offset) };
    });
  }

  async close(): Promise<void> {
    await this.#producer.close(true).catch(() => undefined);
  }
}

/** Where the Java client sends it. The library's default takes the hash as unsigned, which is another place. */
function partitionOf(topic: string, key: Buffer, metadata: ClusterMetadata): number {
  const count = metadata.topics.get(topic)?.partitionsCount ?? 0;
  if (count === 0) throw new DwsError('log-unavailable', `expected partitions of topic ${topic}, found none`);
  return compatibilityPartitioner({ topic, key }, key) % count;
}
