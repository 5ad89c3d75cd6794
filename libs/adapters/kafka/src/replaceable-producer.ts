import type { OutgoingMessage, PublishedAt } from '@dws/ports';
import type { AdminSession } from './admin-session.ts';
import type { KafkaClient } from './kafka-client.ts';
import { ProducerSession } from './producer-session.ts';
import type { PublisherTransport } from './publisher.ts';
import { translateError } from './translate-error.ts';

/** Keeps one producer and puts a fresh one in its place after any failure; see ProducerSession for why. */
export class ReplaceableProducer implements PublisherTransport {
  readonly #client: KafkaClient;
  readonly #admin: AdminSession;
  #session: ProducerSession | undefined;

  constructor(client: KafkaClient, admin: AdminSession) {
    this.#client = client;
    this.#admin = admin;
  }

  missing(topics: Iterable<string>): Promise<string[]> {
    return this.#admin.missing(topics);
  }

  async send(messages: readonly OutgoingMessage[]): Promise<PublishedAt[]> {
    try {
      this.#session ??= await ProducerSession.open(this.#client);
      return await this.#session.send(messages);
    } catch (error) {
      this.#admin.forgetTopics();
      await this.close();
      throw translateError(error, `publishing ${messages.length} records`);
    }
  }

  async close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.close();
  }
}
