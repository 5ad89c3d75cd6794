import type { Topics } from './read-topic-manifests.ts';
import type { DeadLetterRule, TopicManifest } from './topic-manifest.ts';
import { deadLetterName, topicName } from './topic-name.ts';

/** A topic as a broker has it; the shape of the ports' `TopicSpec`, which this layer may not import. */
export interface TopicSettings {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly config: Readonly<Record<string, string>>;
}

export interface TopicPlanOptions {
  /** Empty for production. */
  readonly env: string;
  readonly replicationFactor: number;
  /** Groups that run, by the topic they read, both without the environment; each gets its dead-letter topic. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
}

export interface TopicPlan {
  readonly create: readonly TopicSettings[];
  readonly alter: readonly { readonly topic: TopicSettings; readonly changes: readonly string[] }[];
  readonly same: readonly string[];
  /** In this environment, and named by no manifest. Never deleted: somebody's records are in there. */
  readonly unknown: readonly string[];
  /** Differences that cannot be applied; a person has to act. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

const DAY_MS = 86_400_000;
/** With three replicas, a write is durable on two before it is acknowledged. */
const REPLICAS_FOR_QUORUM = 3;
const QUORUM = '2';

/** What has to be done so that the broker has what the manifests say. Once applied, nothing is left to do. */
export function planTopicChanges(
  topics: Topics,
  described: readonly TopicSettings[],
  options: TopicPlanOptions,
): TopicPlan {
  const there = new Map(described.map((topic) => [topic.name, topic]));
  const wanted = wantedTopics(topics, options);
  const create: TopicSettings[] = [];
  const alter: { topic: TopicSettings; changes: readonly string[] }[] = [];
  const same: string[] = [];
  const refused: { name: string; reason: string }[] = [];
  for (const topic of wanted) {
    const actual = there.get(topic.name);
    if (actual === undefined) {
      create.push(topic);
      continue;
    }
    const reasons = impossible(topic, actual);
    refused.push(...reasons.map((reason) => ({ name: topic.name, reason })));
    const changes = possible(topic, actual);
    if (changes.length > 0)
      alter.push({ topic: { ...topic, partitions: Math.max(topic.partitions, actual.partitions) }, changes });
    else if (reasons.length === 0) same.push(topic.name);
  }
  return { create, alter, same, unknown: unknownTopics(topics, wanted, described, options), refused };
}

function wantedTopics(topics: Topics, options: TopicPlanOptions): readonly TopicSettings[] {
  return topics.manifests.flatMap((manifest) => {
    const name = topicName(options.env, manifest.name);
    const groups = options.groups?.[manifest.name] ?? [];
    return [
      settings(manifest, name, options),
      ...groups.map((group) => settings(topics.deadLetters, deadLetterName(name, group), options)),
    ];
  });
}

function settings(
  source: TopicManifest | DeadLetterRule,
  name: string,
  { replicationFactor }: TopicPlanOptions,
): TopicSettings {
  const config = {
    'cleanup.policy': source.cleanup,
    'retention.ms': String(source.retentionDays * DAY_MS),
    ...(replicationFactor >= REPLICAS_FOR_QUORUM && { 'min.insync.replicas': QUORUM }),
  };
  return { name, partitions: source.partitions, replicationFactor, config };
}

function possible(wanted: TopicSettings, actual: TopicSettings): readonly string[] {
  const changes = Object.entries(wanted.config)
    .filter(([entry, value]) => actual.config[entry] !== value)
    .map(([entry, value]) => `${entry}: ${actual.config[entry] ?? 'broker default'} → ${value}`);
  if (wanted.partitions > actual.partitions)
    changes.push(`partitions: ${actual.partitions} → ${wanted.partitions}`);
  return changes;
}

function impossible(wanted: TopicSettings, actual: TopicSettings): readonly string[] {
  const reasons: string[] = [];
  if (wanted.partitions < actual.partitions)
    reasons.push(
      `partitions cannot shrink from ${actual.partitions} to ${wanted.partitions}: raise the manifest, or make a new version of the topic`,
    );
  if (wanted.replicationFactor !== actual.replicationFactor)
    reasons.push(
      `replication factor is ${actual.replicationFactor}, wanted ${wanted.replicationFactor}: reassign its partitions on the broker`,
    );
  return reasons;
}

/** Production has no prefix, so there a topic is ours when it begins like a manifest: `signals.`, `inbound.`, … */
function unknownTopics(
  { manifests }: Topics,
  wanted: readonly TopicSettings[],
  described: readonly TopicSettings[],
  { env, groups }: TopicPlanOptions,
): readonly string[] {
  const kindOf = (name: string): string => name.slice(0, name.indexOf('.') + 1);
  const names = new Set(wanted.map(({ name }) => name));
  const kinds = new Set(manifests.map(({ name }) => kindOf(name)));
  const isOurs = (name: string): boolean =>
    env === '' ? kinds.has(kindOf(name)) : name.startsWith(`${env}.`);
  const isDeadLetter = (name: string): boolean =>
    name.endsWith('.dlq') &&
    manifests.some((manifest) => name.startsWith(`${topicName(env, manifest.name)}.`));
  return described
    .map(({ name }) => name)
    .filter((name) => isOurs(name) && !names.has(name) && (groups !== undefined || !isDeadLetter(name)));
}
