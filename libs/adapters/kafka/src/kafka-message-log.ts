import type {
  ConsumeOptions,
  Consumer,
  IncomingMessage,
  MessageLog,
  OutgoingMessage,
  PublishedAt,
  TopicAdmin,
} from '@dws/ports';
import { AdminSession } from './admin-session.ts';
import { kafkaClient, type KafkaClient } from './kafka-client.ts';
import { KafkaConsumer } from './kafka-consumer.ts';
import type { KafkaOptions } from './kafka-options.ts';
import { Membership } from './membership.ts';
import { peek } from './peek.ts';
import { ProducerSession } from './producer-session.ts';
import { Publisher } from './publisher.ts';
import { ReplaceableProducer } from './replaceable-producer.ts';
import { KafkaTopicAdmin } from './topic-admin.ts';

/**
 * The MessageLog port on Apache Kafka. Connects when something is first asked of it; a broker that is down is
 * `log-unavailable` to publishers and admins, while consumers report it to `onError` and keep trying.
 */
export class KafkaMessageLog implements MessageLog {
  readonly admin: TopicAdmin;
  readonly #client: KafkaClient;
  readonly #session: AdminSession;
  readonly #producer: ReplaceableProducer;
  readonly #publisher: Publisher;
  readonly #consumers = new Set<KafkaConsumer>();

  constructor(options: KafkaOptions) {
    this.#client = kafkaClient(options);
    this.#session = new AdminSession(this.#client);
    this.#producer = new ReplaceableProducer(() => ProducerSession.open(this.#client), this.#session);
    this.#publisher = new Publisher(this.#producer, this.#client.bounds);
    this.admin = new KafkaTopicAdmin(this.#session, this.#client.bounds.topicReadyMs);
  }

  publish(messages: readonly OutgoingMessage[]): Promise<readonly PublishedAt[]> {
    return this.#publisher.publish(messages);
  }

  consume(options: ConsumeOptions): Consumer {
    const consumer = new KafkaConsumer({
      consume: options,
      bounds: this.#client.bounds,
      topics: this.#session,
      membership: (events) => new Membership(this.#client, this.#session, options, events),
    });
    this.#consumers.add(consumer);
    const forget = (): boolean => this.#consumers.delete(consumer);
    consumer.closed.then(forget, forget);
    return consumer;
  }

  peek(topic: string, partition: number, offset: string, limit: number): Promise<readonly IncomingMessage[]> {
    return peek(this.#client, this.#session, topic, partition, offset, limit);
  }

  /** Resolves when a broker answers now. @throws DwsError `log-unavailable` */
  async ping(): Promise<void> {
    await this.#session.use('asking whether a broker answers', (admin) => admin.describeCluster());
  }

  /** Stops the consumers, sends what is queued, closes every connection. */
  async close(): Promise<void> {
    await Promise.all([...this.#consumers].map((consumer) => consumer.stop()));
    await this.#publisher.close();
    await this.#producer.close();
    await this.#session.close();
  }
}
