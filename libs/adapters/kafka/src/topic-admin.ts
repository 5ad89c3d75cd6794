import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs, { type Admin } from 'kafkajs';
import { DwsError } from '@dws/kernel';
import type { GroupLag, TopicAdmin, TopicSpec } from '@dws/ports';
import type { AdminSession } from './admin-session.ts';
import { groupLag } from './group-lag.ts';
import { kafkaErrorType } from './translate-error.ts';

const LEADER_POLL_MS = 50;
const NOT_LED_YET = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE']);
const TOPIC = kafkajs.ConfigResourceTypes.TOPIC;
/** Kafka's mark of an entry that was set on the topic itself. */
const SET_ON_TOPIC = kafkajs.ConfigSource.TOPIC_CONFIG;

export class KafkaTopicAdmin implements TopicAdmin {
  readonly #session: AdminSession;
  readonly #readyWithinMs: number;

  /** @param readyWithinMs how long a new topic may take until its partitions have leaders. */
  constructor(session: AdminSession, readyWithinMs: number) {
    this.#session = session;
    this.#readyWithinMs = readyWithinMs;
  }

  async describe(): Promise<readonly TopicSpec[]> {
    return this.#session.use('describing topics', async (admin) => {
      // Two underscores mark Kafka's own topics.
      const names = (await admin.listTopics()).filter((name) => !name.startsWith('__'));
      return describeTopics(admin, names);
    });
  }

  async create(topics: readonly TopicSpec[]): Promise<void> {
    await this.#session.use('creating topics', async (admin) => {
      const existing = new Set(await admin.listTopics());
      const missing = topics.filter(({ name }) => !existing.has(name));
      if (missing.length === 0) return;
      await admin.createTopics({
        // Its wait fails where the broker it asks has not heard of the topic yet.
        waitForLeaders: false,
        topics: missing.map(({ name, partitions, replicationFactor, config }) => ({
          topic: name,
          numPartitions: partitions,
          replicationFactor,
          configEntries: Object.entries(config).map(([entry, value]) => ({ name: entry, value })),
        })),
      });
      await this.#untilLed(admin, missing);
    });
  }

  async alter(topic: TopicSpec): Promise<void> {
    const { name, partitions, config } = topic;
    const missing = await this.#session.missing([name]);
    if (missing.length > 0)
      throw new DwsError('topic-unknown', `expected topic ${name} to exist`, { topic: name });
    await this.#session.use(`altering topic ${name}`, async (admin) => {
      const [current] = await describeTopics(admin, [name]);
      if (!current) return;
      // kafkajs has the old request only, which replaces every entry: entries to keep are sent along.
      const merged = { ...current.config, ...config };
      if (Object.entries(config).some(([entry, value]) => current.config[entry] !== value)) {
        const configEntries = Object.entries(merged).map(([entry, value]) => ({ name: entry, value }));
        await admin.alterConfigs({ validateOnly: false, resources: [{ type: TOPIC, name, configEntries }] });
      }
      if (partitions > current.partitions) {
        await admin.createPartitions({ topicPartitions: [{ topic: name, count: partitions }] });
      }
    });
  }

  async lag(groups: readonly string[]): Promise<readonly GroupLag[]> {
    return this.#session.use('reading lag', async (admin) => {
      const perGroup = await Promise.all(groups.map((group) => groupLag(admin, group)));
      return perGroup.flat();
    });
  }

  async #untilLed(admin: Admin, topics: readonly TopicSpec[]): Promise<void> {
    const deadline = performance.now() + this.#readyWithinMs;
    const names = topics.map(({ name }) => name);
    while (!(await haveLeaders(admin, names))) {
      if (performance.now() > deadline) {
        throw new DwsError(
          'log-unavailable',
          `expected leaders of ${names.join()} in ${this.#readyWithinMs} ms`,
        );
      }
      await sleep(LEADER_POLL_MS);
    }
  }
}

async function haveLeaders(admin: Admin, topics: string[]): Promise<boolean> {
  try {
    await admin.fetchTopicMetadata({ topics });
    return true;
  } catch (error) {
    if (NOT_LED_YET.has(kafkaErrorType(error))) return false;
    throw error;
  }
}

async function describeTopics(admin: Admin, names: readonly string[]): Promise<TopicSpec[]> {
  if (names.length === 0) return [];
  const [{ topics }, { resources }] = await Promise.all([
    admin.fetchTopicMetadata({ topics: [...names] }),
    admin.describeConfigs({
      includeSynonyms: false,
      resources: names.map((name) => ({ type: TOPIC, name })),
    }),
  ]);
  const configs = new Map(
    resources.map(({ resourceName, configEntries }) => {
      const set = configEntries.filter((entry) => entry.configSource === SET_ON_TOPIC);
      return [resourceName, Object.fromEntries(set.map((e) => [e.configName, e.configValue]))] as const;
    }),
  );
  return topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.length,
    replicationFactor: partitions[0]?.replicas.length ?? 0,
    config: configs.get(name) ?? {},
  }));
}
