import { setTimeout as sleep } from 'node:timers/promises';
import { Admin } from '@platformatic/kafka';
import { isDwsError } from '@dws/kernel';
import type { TopicLookup } from '../group-membership.ts';
import { translateError } from '../translate-error.ts';
import type { PlatformaticClient } from './client.ts';

/** One administrative client, made when it is first needed and again after its connection was lost. */
export class AdminSession implements TopicLookup {
  readonly #client: PlatformaticClient;
  readonly #known = new Set<string>();
  #admin: Admin | undefined;

  constructor(client: PlatformaticClient) {
    this.#client = client;
  }

  /** @param doing what is attempted, for the error's message. */
  async use<T>(doing: string, work: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = (this.#admin ??= this.#open());
    try {
      return await work(admin);
    } catch (error) {
      const translated = translateError(error, doing);
      // Others may have begun with a new one meanwhile.
      if (isDwsError(translated, 'log-unavailable') && this.#admin === admin) await this.close();
      throw translated;
    }
  }

  async missing(topics: Iterable<string>): Promise<readonly string[]> {
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
    const admin = this.#admin;
    this.#admin = undefined;
    await admin?.close().catch(() => undefined);
  }

  #open(): Admin {
    const admin = new Admin(this.#client.connection);
    admin.on('error', () => undefined);
    return admin;
  }
}
