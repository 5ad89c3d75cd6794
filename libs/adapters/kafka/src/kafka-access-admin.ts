import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs, { type AclFilter } from 'kafkajs';
import { DwsError } from '@dws/kernel';
import type { AccessAdmin, AccessRule } from '@dws/ports';
import { AdminSession } from './admin-session.ts';
import { kafkaClient } from './kafka-client.ts';
import type { KafkaOptions } from './kafka-options.ts';
import { kafkaErrorType } from './translate-error.ts';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;
const RESOURCES = { topic: AclResourceTypes.TOPIC, group: AclResourceTypes.GROUP } as const;
const PATTERNS = { literal: ResourcePatternTypes.LITERAL, prefixed: ResourcePatternTypes.PREFIXED } as const;
const OPERATIONS = {
  read: AclOperationTypes.READ,
  write: AclOperationTypes.WRITE,
  describe: AclOperationTypes.DESCRIBE,
  'describe-configs': AclOperationTypes.DESCRIBE_CONFIGS,
  delete: AclOperationTypes.DELETE,
} as const;
const USER = 'User:';
const ANY_HOST = '*';
/** Rules in one request. */
const MOST_AT_ONCE = 500;
const HELD_POLL_MS = 50;

const EVERYTHING: AclFilter = {
  resourceType: AclResourceTypes.ANY,
  resourcePatternType: ResourcePatternTypes.ANY,
  operation: AclOperationTypes.ANY,
  permissionType: AclPermissionTypes.ANY,
};

/** Access control lists of Apache Kafka, as the identity that may alter them. */
export class KafkaAccessAdmin implements AccessAdmin {
  readonly #session: AdminSession;
  readonly #heldWithinMs: number;

  constructor(options: KafkaOptions) {
    const client = kafkaClient(options);
    this.#session = new AdminSession(client);
    this.#heldWithinMs = client.bounds.accessHeldMs;
  }

  async describe(): Promise<readonly AccessRule[] | null> {
    return this.#session.use('reading access rules', async (admin) => {
      try {
        const { resources } = await admin.describeAcls(EVERYTHING);
        return resources.flatMap(({ resourceType, resourceName, resourcePatternType, acls }) =>
          acls.flatMap(({ principal, host, operation, permissionType }): AccessRule[] => {
            const resource = keyOf(RESOURCES, resourceType);
            const pattern = keyOf(PATTERNS, resourcePatternType);
            const allowed = keyOf(OPERATIONS, operation);
            const isOfOurKind =
              permissionType === AclPermissionTypes.ALLOW && host === ANY_HOST && principal.startsWith(USER);
            if (!isOfOurKind || !resource || !pattern || !allowed) return [];
            const who = principal.slice(USER.length);
            return [{ principal: who, resource, name: resourceName, pattern, operation: allowed }];
          }),
        );
      } catch (error) {
        if (kafkaErrorType(error) === 'SECURITY_DISABLED') return null;
        throw error;
      }
    });
  }

  async grant(rules: readonly AccessRule[]): Promise<void> {
    for (const some of chunks(rules))
      await this.#session.use('granting access', (admin) => admin.createAcls({ acl: some.map(entryOf) }));
    await this.#untilHeld(rules, true);
  }

  async revoke(rules: readonly AccessRule[]): Promise<void> {
    for (const some of chunks(rules))
      await this.#session.use('revoking access', (admin) => admin.deleteAcls({ filters: some.map(entryOf) }));
    await this.#untilHeld(rules, false);
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  /** The controller answers when a rule is written; brokers hold to it a moment later. */
  async #untilHeld(rules: readonly AccessRule[], wanted: boolean): Promise<void> {
    const deadline = performance.now() + this.#heldWithinMs;
    for (;;) {
      const held = new Set((await this.describe())?.map(textOf));
      if (rules.every((rule) => held.has(textOf(rule)) === wanted)) return;
      if (performance.now() > deadline)
        throw new DwsError(
          'log-unavailable',
          `the brokers did not take up changed access in ${this.#heldWithinMs} ms`,
        );
      await sleep(HELD_POLL_MS);
    }
  }
}

function textOf({ principal, resource, name, pattern, operation }: AccessRule): string {
  return [principal, resource, name, pattern, operation].join(' ');
}

function entryOf({ principal, resource, name, pattern, operation }: AccessRule) {
  return {
    principal: USER + principal,
    host: ANY_HOST,
    permissionType: AclPermissionTypes.ALLOW,
    resourceType: RESOURCES[resource],
    resourceName: name,
    resourcePatternType: PATTERNS[pattern],
    operation: OPERATIONS[operation],
  };
}

function keyOf<K extends string>(numbers: Readonly<Record<K, number>>, number: number): K | undefined {
  return (Object.keys(numbers) as K[]).find((key) => numbers[key] === number);
}

function chunks<T>(all: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / MOST_AT_ONCE);
  return Array.from({ length: count }, (_, at) => all.slice(at * MOST_AT_ONCE, (at + 1) * MOST_AT_ONCE));
}
