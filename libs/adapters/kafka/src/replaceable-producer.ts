import type { OutgoingMessage, PublishedAt } from '@dws/ports';
import type { TopicLookup } from './group-membership.ts';
import type { PublisherTransport } from './publisher.ts';
import { translateError } from './translate-error.ts';

/** One idempotent producer, from its connection to its first failure. */
export interface OpenProducer {
  /** Acknowledged by all in-sync replicas. Results in the order given. */
  send(messages: readonly OutgoingMessage[]): Promise<PublishedAt[]>;
  close(): Promise<void>;
}

/** Keeps one producer and puts a fresh one in its place after any failure; see ProducerSession for why. */
export class ReplaceableProducer implements PublisherTransport {
  readonly #open: () => Promise<OpenProducer>;
  readonly #topics: TopicLookup;
  #session: OpenProducer | undefined;

  constructor(open: () => Promise<OpenProducer>, topics: TopicLookup) {
    this.#open = open;
    this.#topics = topics;
  }

  missing(topics: Iterable<string>): Promise<readonly string[]> {
    return this.#topics.missing(topics);
  }

  async send(messages: readonly OutgoingMessage[]): Promise<PublishedAt[]> {
    try {
      this.#session ??= await this.#open();
      return await this.#session.send(messages);
    } catch (error) {
      this.#topics.forgetTopics();
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
