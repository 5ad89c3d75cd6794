import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { isDwsError } from '@dws/kernel';
import type { TopicLookup } from './group-membership.ts';
import type { KafkaClient } from './kafka-client.ts';
import { translateError } from './translate-error.ts';

/** One administrative connection, opened when it is first needed and again after it was lost. */
export class AdminSession implements TopicLookup {
  readonly #client: KafkaClient;
  readonly #known = new Set<string>();
  #connecting: Promise<Admin> | undefined;

  constructor(client: KafkaClient) {
    this.#client = client;
  }

  /** @param doing what is attempted, for the error's message. */
  async use<T>(doing: string, work: (admin: Admin) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#connected());
    } catch (error) {
      const translated = translateError(error, doing);
      if (isDwsError(translated, 'log-unavailable')) await this.close();
      throw translated;
    }
  }

  async missing(topics: Iterable<string>): Promise<string[]> {
    let unseen = [...new Set(topics)].filter((topic) => !this.#known.has(topic));
    const { topicLookups, topicLookupMs } = this.#client.bounds;
    for (let lookup = 1; unseen.length > 0; lookup += 1) {
      const existing = await this.use('listing topics', (admin) => admin.listTopics());
      for (const topic of existing) this.#known.add(topic);
      unseen = unseen.filter((topic) => !this.#known.has(topic));
      if (lookup >= topicLookups) break;
      if (unseen.length > 0) await sleep(topicLookupMs);
    }
    return unseen;
  }

  forgetTopics(): void {
    this.#known.clear();
  }

  async close(): Promise<void> {
    const connecting = this.#connecting;
    this.#connecting = undefined;
    await connecting?.then((admin) => admin.disconnect()).catch(() => undefined);
  }

  #connected(): Promise<Admin> {
    this.#connecting ??= this.#connect();
    return this.#connecting;
  }

  async #connect(): Promise<Admin> {
    const admin = this.#client.kafka.admin();
    await admin.connect();
    return admin;
  }
}
