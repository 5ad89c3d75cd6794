import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConfigResourceTypes,
  ConfigSources,
  IncrementalAlterConfigOperationTypes,
  type Admin,
  type ClusterTopicMetadata,
} from '@platformatic/kafka';
import { DwsError } from '@dws/kernel';
import type { GroupLag, TopicAdmin, TopicSpec } from '@dws/ports';
import { kafkaErrorType } from '../translate-error.ts';
import type { AdminSession } from './admin-session.ts';
import { groupLag } from './group-lag.ts';

const LEADER_POLL_MS = 50;
const NO_LEADER = -1;

export class PlatformaticTopicAdmin implements TopicAdmin {
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
      for (const { name, partitions, replicationFactor, config } of missing) {
        const configs = Object.entries(config).map(([entry, value]) => ({ name: entry, value }));
        await unlessThere(
          admin.createTopics({ topics: [name], partitions, replicas: replicationFactor, configs }),
        );
      }
      await this.#untilLed(admin, missing);
    });
  }

  async alter({ name, partitions, config }: TopicSpec): Promise<void> {
    const missing = await this.#session.missing([name]);
    if (missing.length > 0)
      throw new DwsError('topic-unknown', `expected topic ${name} to exist`, { topic: name });
    await this.#session.use(`altering topic ${name}`, async (admin) => {
      const [current] = await describeTopics(admin, [name]);
      if (!current) return;
      const configs = Object.entries(config)
        .filter(([entry, value]) => current.config[entry] !== value)
        .map(([entry, value]) => ({
          name: entry,
          value,
          configOperation: IncrementalAlterConfigOperationTypes.SET,
        }));
      if (configs.length > 0) {
        await admin.incrementalAlterConfigs({
          resources: [{ resourceType: ConfigResourceTypes.TOPIC, resourceName: name, configs }],
        });
      }
      if (partitions > current.partitions)
        await admin.createPartitions({ topics: [{ name, count: partitions, assignments: null }] });
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

/** Two who create the same topic at once: the later one finds it there. */
async function unlessThere(creating: Promise<unknown>): Promise<void> {
  try {
    await creating;
  } catch (error) {
    if (kafkaErrorType(error) !== 'TOPIC_ALREADY_EXISTS') throw error;
  }
}

async function haveLeaders(admin: Admin, topics: string[]): Promise<boolean> {
  if (topics.length === 0) return true;
  try {
    const found = await topicsOf(admin, topics);
    return topics.every((topic) => {
      const { partitions = [] } = found.get(topic) ?? {};
      return partitions.length > 0 && partitions.every(({ leader }) => leader !== NO_LEADER);
    });
  } catch (error) {
    if (isNotThereYet(error)) return false;
    throw error;
  }
}

/** The library says in words of its own that a broker does not know a topic. */
const isNotThereYet = (error: unknown): boolean =>
  kafkaErrorType(error) === 'LEADER_NOT_AVAILABLE' ||
  (error instanceof Error && error.message.startsWith('Unknown topic'));

async function topicsOf(admin: Admin, topics: string[]): Promise<Map<string, ClusterTopicMetadata>> {
  const metadata = await admin.metadata({ topics, forceUpdate: true, retries: 0 });
  return metadata.topics;
}

async function describeTopics(admin: Admin, names: string[]): Promise<TopicSpec[]> {
  if (names.length === 0) return [];
  const [topics, described] = await Promise.all([
    topicsOf(admin, [...names]),
    admin.describeConfigs({
      resources: names.map((name) => ({ resourceType: ConfigResourceTypes.TOPIC, resourceName: name })),
    }),
  ]);
  const configs = new Map(
    described.map(({ resourceName, configs: entries }) => {
      const set = entries.filter(({ configSource }) => configSource === ConfigSources.DYNAMIC_TOPIC_CONFIG);
      return [resourceName, Object.fromEntries(set.map(({ name, value }) => [name, value ?? '']))] as const;
    }),
  );
  return names.map((name) => {
    const { partitions = [] } = topics.get(name) ?? {};
    return {
      name,
      partitions: partitions.length,
      replicationFactor: partitions[0]?.replicas.length ?? 0,
      config: configs.get(name) ?? {},
    };
  });
}
