import { DwsError } from '@dws/kernel';
import type { TopicSpec } from '@dws/ports';
import type { StorageThread } from '../thread/storage-thread.ts';
import type { LogAnswer, LogCall, LogNews, TopicRow } from './calls.ts';
import { Partition } from './partition.ts';

interface Topic {
  readonly spec: TopicSpec;
  readonly partitions: readonly Partition[];
}

/** Kafka's default. */
const DEFAULT_RETENTION_MS = 7 * 24 * 3_600_000;

/** The topics of the log and their partitions. */
export class TopicCatalogue {
  readonly #thread: StorageThread<LogCall, LogAnswer, LogNews>;
  readonly #topics = new Map<string, Topic>();
  readonly #partitions = new Map<number, Partition>();

  constructor(thread: StorageThread<LogCall, LogAnswer, LogNews>, rows: readonly TopicRow[]) {
    this.#thread = thread;
    for (const row of rows) this.#keep(row);
  }

  specs(): readonly TopicSpec[] {
    return [...this.#topics.values()].map(({ spec }) => spec);
  }

  /** @throws DwsError `topic-unknown`. */
  partitionsOf(topic: string): readonly Partition[] {
    return this.#topic(topic).partitions;
  }

  /** By its number in the file. */
  partition(id: number): Partition | undefined {
    return this.#partitions.get(id);
  }

  async create(specs: readonly TopicSpec[]): Promise<void> {
    await Promise.all(specs.filter(({ name }) => !this.#topics.has(name)).map((spec) => this.#put(spec)));
  }

  async alter({ name, partitions, config }: TopicSpec): Promise<void> {
    const { spec } = this.#topic(name);
    await this.#put({
      ...spec,
      partitions: Math.max(spec.partitions, partitions),
      config: { ...spec.config, ...config },
    });
  }

  /** Takes away what is older than its topic's `retention.ms`; compacted topics and −1 keep everything. */
  async trim(now: number): Promise<void> {
    const cuts = [...this.#topics.values()].flatMap(({ spec, partitions }) => {
      const retention = Number(spec.config['retention.ms'] ?? DEFAULT_RETENTION_MS);
      const keepsAll = retention < 0 || spec.config['cleanup.policy'] === 'compact';
      return keepsAll ? [] : partitions.map(({ id }) => ({ partition: id, before: now - retention }));
    });
    if (cuts.length === 0) return;
    const answer = await this.#thread.call({ op: 'trim', cuts }, 'log-unavailable');
    if (answer.op !== 'trim') throw new Error(`expected trimmed partitions, found ${answer.op}`);
    for (const { id, first } of answer.partitions) this.#partitions.get(id)?.trimmed(first);
  }

  async #put(spec: TopicSpec): Promise<void> {
    const answer = await this.#thread.call({ op: 'topic', spec }, 'log-unavailable');
    if (answer.op !== 'topic') throw new Error(`expected a topic, found ${answer.op}`);
    this.#keep(answer.topic);
  }

  #keep({ spec, partitions }: TopicRow): void {
    const kept = partitions.map((row) => {
      const partition = this.#partitions.get(row.id) ?? new Partition(spec.name, row, this.#thread);
      this.#partitions.set(row.id, partition);
      return partition;
    });
    this.#topics.set(spec.name, { spec, partitions: kept });
  }

  #topic(name: string): Topic {
    const topic = this.#topics.get(name);
    if (!topic) throw new DwsError('topic-unknown', `expected topic ${name} to exist`, { topic: name });
    return topic;
  }
}
