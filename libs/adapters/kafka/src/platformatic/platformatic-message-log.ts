import type {
  ConsumeOptions,
  Consumer,
  IncomingMessage,
  MessageLog,
  OutgoingMessage,
  PublishedAt,
  TopicAdmin,
} from '@dws/ports';
import { KafkaConsumer } from '../kafka-consumer.ts';
import type { KafkaOptions } from '../kafka-options.ts';
import { Publisher } from '../publisher.ts';
import { ReplaceableProducer } from '../replaceable-producer.ts';
import { AdminSession } from './admin-session.ts';
import { platformaticClient, type PlatformaticClient } from './client.ts';
import { Membership } from './membership.ts';
import { peek } from './peek.ts';
import { ProducerSession } from './producer-session.ts';
import { PlatformaticTopicAdmin } from './topic-admin.ts';

/**
 * The MessageLog port on Apache Kafka through `@platformatic/kafka`: what `KafkaMessageLog` does, with fetches that
 * wait for no handler, groups that are dealt cooperatively, and static members.
 */
export class PlatformaticMessageLog implements MessageLog {
  readonly admin: TopicAdmin;
  readonly #client: PlatformaticClient;
  readonly #session: AdminSession;
  readonly #producer: ReplaceableProducer;
  readonly #publisher: Publisher;
  readonly #instanceId: string | undefined;
  readonly #consumers = new Set<KafkaConsumer>();

  constructor(options: KafkaOptions) {
    this.#client = platformaticClient(options);
    this.#instanceId = options.instanceId;
    this.#session = new AdminSession(this.#client);
    this.#producer = new ReplaceableProducer(async () => new ProducerSession(this.#client), this.#session);
    this.#publisher = new Publisher(this.#producer, this.#client.bounds);
    this.admin = new PlatformaticTopicAdmin(this.#session, this.#client.bounds.topicReadyMs);
  }

  publish(messages: readonly OutgoingMessage[]): Promise<readonly PublishedAt[]> {
    return this.#publisher.publish(messages);
  }

  consume(options: ConsumeOptions): Consumer {
    const consumer = new KafkaConsumer({
      consume: options,
      bounds: this.#client.bounds,
      topics: this.#session,
      membership: (events) => new Membership(this.#client, this.#session, options, events, this.#instanceId),
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
    await this.#session.use('asking whether a broker answers', (admin) =>
      admin.metadata({ topics: [], forceUpdate: true, retries: 0 }),
    );
  }

  /** Stops the consumers, sends what is queued, closes every connection. */
  async close(): Promise<void> {
    await Promise.all([...this.#consumers].map((consumer) => consumer.stop()));
    await this.#publisher.close();
    await this.#producer.close();
    await this.#session.close();
  }
}
