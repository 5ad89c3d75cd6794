import type { Topics } from './read-topic-manifests.ts';
import { deadLetterName, topicName } from './topic-name.ts';

/** One thing that one identity may do; the shape of the ports' `AccessRule`, which this layer may not import. */
export interface AccessRule {
  /** Identity at the broker, without Kafka's `User:`. */
  readonly principal: string;
  readonly resource: 'topic' | 'group';
  readonly name: string;
  /** Whether the name stands for itself or for all that begin with it. */
  readonly pattern: 'literal' | 'prefixed';
  readonly operation: 'read' | 'write' | 'describe' | 'describe-configs' | 'delete';
}

export interface AccessOptions {
  /** Empty for production. */
  readonly env: string;
  /** Groups that run, by the topic they read, both without the environment. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** The service that runs a group. */
  readonly serviceOf: (group: string) => string;
}

/** Who looks at groups, sets them back and sends dead letters again: `dws groups`, `dws dlq`. */
export const OPERATOR = 'operator';
/** Counts what each group has still to read, and finds the message that a case began with. */
const OBSERVER = 'control-plane';
/** Single records are looked at in groups that commit nothing and are gone at once (the Kafka adapter's `peek`). */
const PEEK_GROUPS = 'dws-peek.';

/** Everything that identities may do at the broker, from the manifests alone. Whatever is not here is refused. */
export function accessRules({ manifests }: Topics, options: AccessOptions): readonly AccessRule[] {
  const { env, groups, serviceOf } = options;
  const rules = new Map<string, AccessRule>();
  const allow = (
    who: string,
    operation: AccessRule['operation'],
    resource: AccessRule['resource'],
    name: string,
    pattern: AccessRule['pattern'] = 'literal',
  ): void => {
    const rule = { principal: topicName(env, who), resource, name, pattern, operation };
    rules.set(ruleKey(rule), rule);
  };
  for (const { name, producers, consumers, access } of manifests) {
    const topic = topicName(env, name);
    for (const producer of producers) allow(producer, 'write', 'topic', topic);
    for (const consumer of consumers) allow(consumer, 'read', 'topic', topic);
    for (const { principal, may } of access) {
      allow(principal, may, 'topic', topic);
      // Its groups are its own affair, as long as they carry its name.
      if (may === 'read') allow(principal, 'read', 'group', `${topicName(env, principal)}.`, 'prefixed');
    }
    for (const watcher of [OPERATOR, OBSERVER]) allow(watcher, 'describe', 'topic', topic);
    allow(OPERATOR, 'describe-configs', 'topic', topic);
    for (const group of groups[name] ?? []) {
      const deadLetters = deadLetterName(topic, group);
      const service = serviceOf(group);
      const inEnvironment = topicName(env, group);
      allow(service, 'read', 'group', inEnvironment);
      allow(service, 'write', 'topic', deadLetters);
      allow(OBSERVER, 'describe', 'group', inEnvironment);
      // To set a group back one has to be able to read as it does; to replay, to write where it reads.
      allow(OPERATOR, 'read', 'group', inEnvironment);
      allow(OPERATOR, 'read', 'topic', topic);
      allow(OPERATOR, 'write', 'topic', topic);
      allow(OPERATOR, 'read', 'topic', deadLetters);
      allow(OPERATOR, 'describe-configs', 'topic', deadLetters);
    }
  }
  for (const watcher of [OPERATOR, OBSERVER])
    for (const operation of ['read', 'delete'] as const)
      allow(watcher, operation, 'group', PEEK_GROUPS, 'prefixed');
  return [...rules.values()].toSorted((a, b) => (ruleKey(a) < ruleKey(b) ? -1 : 1));
}

/** Equal for equal rules, and in the order in which people read them. */
export function ruleKey({ principal, resource, name, pattern, operation }: AccessRule): string {
  return [principal, resource, name, pattern, operation].join(' ');
}
