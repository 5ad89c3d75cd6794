import { DwsError, type Clock } from '@dws/kernel';
import type {
  ConsumeOptions,
  Consumer,
  IncomingMessage,
  MessageLog,
  OutgoingMessage,
  PublishedAt,
  TopicAdmin,
} from '@dws/ports';
import { StorageThread } from '../thread/storage-thread.ts';
import type { LogAnswer, LogCall, LogNews, LogOpened } from './calls.ts';
import { ConsumerGroup } from './consumer-group.ts';
import type { Partition } from './partition.ts';
import { PublishQueue } from './publish-queue.ts';
import { RecentRecords } from './recent-records.ts';
import { SqliteConsumer } from './sqlite-consumer.ts';
import { TopicCatalogue } from './topic-catalogue.ts';

export interface SqliteMessageLogOptions {
  /** The database file; `.lock`, `-wal` and `-shm` stand beside it. */
  readonly path: string;
  readonly clock: Clock;
  /** Newest records kept in memory for consumers. Default 32 MiB. */
  readonly recentBytes?: number;
  /** Records that wait for the disk; more are refused with `queue-full`. Default 64 MiB. */
  readonly maxPendingBytes?: number;
  /** How often retention is applied. Default one minute. */
  readonly trimEveryMs?: number;
}

const MEBIBYTE = 1024 * 1024;
const MINUTE_MS = 60_000;

/**
 * The embedded message log, for producers and consumers of one process. SQLite runs in a thread of its own;
 * consumers that keep up are served from memory.
 */
export class SqliteMessageLog implements MessageLog {
  readonly admin: TopicAdmin;
  readonly #thread: StorageThread<LogCall, LogAnswer, LogNews>;
  readonly #topics: TopicCatalogue;
  readonly #queue: PublishQueue;
  readonly #groups = new Map<string, ConsumerGroup>();
  readonly #consumers = new Set<SqliteConsumer>();
  readonly #trimming: NodeJS.Timeout;

  private constructor(
    thread: StorageThread<LogCall, LogAnswer, LogNews>,
    opened: LogOpened,
    options: SqliteMessageLogOptions,
  ) {
    this.#thread = thread;
    this.#topics = new TopicCatalogue(thread, opened.topics);
    this.#queue = new PublishQueue(thread, new RecentRecords(options.recentBytes ?? 32 * MEBIBYTE), {
      clock: options.clock,
      maxPendingBytes: options.maxPendingBytes ?? 64 * MEBIBYTE,
    });
    for (const { group, partition, next } of opened.commits) {
      const found = this.#topics.partition(partition);
      if (found) this.#group(group).restore(found, next);
    }
    this.#trimming = setInterval(() => {
      void this.#topics.trim(options.clock.now()).catch(() => undefined);
    }, options.trimEveryMs ?? MINUTE_MS).unref();
    this.admin = {
      describe: async () => this.#topics.specs(),
      create: (specs) => this.#topics.create(specs),
      alter: async (spec) => {
        await this.#topics.alter(spec);
        for (const group of this.#groups.values()) group.rebalance();
      },
      lag: async (groups) => groups.flatMap((name) => this.#groups.get(name)?.lag() ?? []),
    };
  }

  /** @throws DwsError `store-in-use`, `store-corrupt`, `store-unavailable`. */
  static async open(options: SqliteMessageLogOptions): Promise<SqliteMessageLog> {
    const module = new URL('./log-worker.ts', import.meta.url);
    const { thread, info } = await StorageThread.start<LogCall, LogAnswer, LogOpened, LogNews>(module, {
      path: options.path,
    });
    return new SqliteMessageLog(thread, info, options);
  }

  async publish(messages: readonly OutgoingMessage[]): Promise<readonly PublishedAt[]> {
    return this.#queue.publish(messages, this.#partitionsOf);
  }

  consume(options: ConsumeOptions): Consumer {
    const consumer = new SqliteConsumer(options, this.#group(options.group), this.#missing(options.topics));
    this.#consumers.add(consumer);
    const forget = (): boolean => this.#consumers.delete(consumer);
    consumer.closed.then(forget, forget);
    return consumer;
  }

  async peek(
    topic: string,
    partition: number,
    offset: string,
    limit: number,
  ): Promise<readonly IncomingMessage[]> {
    const found = this.#partitionsOf(topic)[partition];
    if (!found) {
      throw new DwsError('topic-unknown', `${topic} has no partition ${partition}`, { topic, partition });
    }
    return found.read(Math.max(Number(offset), found.first), limit);
  }

  async close(): Promise<void> {
    clearInterval(this.#trimming);
    await Promise.all([...this.#consumers].map((consumer) => consumer.stop()));
    await this.#queue.settled();
    await this.#thread.close({ op: 'close' });
  }

  readonly #partitionsOf = (topic: string): readonly Partition[] => this.#topics.partitionsOf(topic);

  #missing(topics: readonly string[]): Error | undefined {
    try {
      topics.forEach(this.#partitionsOf);
      return undefined;
    } catch (error) {
      return error as Error;
    }
  }

  #group(name: string): ConsumerGroup {
    const group = this.#groups.get(name) ?? new ConsumerGroup(name, this.#queue, this.#partitionsOf);
    this.#groups.set(name, group);
    return group;
  }
}
