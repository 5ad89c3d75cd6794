import { consumerGroups, Names } from '@dws/application';
import {
  planTopicChanges,
  readTopicManifests,
  type AccessPlan,
  type AccessRule,
  type TopicPlan,
} from '@dws/contracts/topics';
import { applyAccess, planAccess } from '@dws/host';
import type { AccessAdmin, MessageLog } from '@dws/ports';
import { command, type Command } from '../shell/command.ts';
import { EXIT } from '../shell/exit.ts';
import { text, whole } from '../shell/option.ts';
import type { Shell } from '../shell/shell.ts';
import { WORKERS } from '../workers.ts';
import { BROKER_OPTIONS, brokersOf, withBroker, type OpenAccess, type OpenBroker } from './open-broker.ts';

const OPTIONS = {
  ...BROKER_OPTIONS,
  env: text('NAME', 'environment (default DWS_ENV; none for production)'),
  'replication-factor': whole('N', 'copies of each partition', { least: 1, most: 9 }, 1),
};

interface Args {
  readonly env: string | undefined;
  readonly 'replication-factor': number;
}

/** `topics diff` and `topics apply`, on the brokers that `open` opens, and on their access rules. */
export function topicCommands(open: OpenBroker, openAccess: OpenAccess): readonly [Command, Command] {
  const diff = command({
    name: 'topics diff',
    does: 'show how topics and access rules of a broker differ from topics/',
    details: 'Ends with 6 where they differ.',
    operands: {},
    options: OPTIONS,
    example: '--brokers localhost:9092 --env staging',
    run: async (args, shell) => {
      const names = namesOf(args, shell);
      const plan = await withBroker(open, args, shell, (log) => planFor(log, args, names));
      const access = await withAccess(openAccess, args, shell, (admin) =>
        planAccess(admin, names, MANIFESTS),
      );
      const applicable =
        plan.create.length + plan.alter.length + (access ? access.grant.length + access.revoke.length : 0);
      return {
        data: { ...plan, access },
        text: `${planText(plan)}\n${accessText(access)}`,
        exit: applicable + plan.refused.length === 0 ? EXIT.ok : EXIT.differs,
        ...(applicable > 0 ? { next: 'dws topics apply, with the same options' } : {}),
      };
    },
  });
  const apply = command({
    name: 'topics apply',
    does: 'make topics and access rules of a broker what topics/ says',
    details:
      'Never deletes a topic or shrinks one; ends with 6 where a person has to act. Doing it again changes nothing.\n' +
      'Access rules are given and taken away where the brokers have an authorizer, for the identities in\n' +
      'docs/access.md; it takes one that may alter both, named by KAFKA_USERNAME and KAFKA_PASSWORD_FILE.',
    operands: {},
    options: OPTIONS,
    example: '--brokers localhost:9092 --env staging --replication-factor 3',
    run: async (args, shell) => {
      const names = namesOf(args, shell);
      const plan = await withBroker(open, args, shell, async (log) => {
        const made = await planFor(log, args, names);
        await log.admin.create(made.create);
        for (const { topic } of made.alter) await log.admin.alter(topic);
        return made;
      });
      const access = await withAccess(openAccess, args, shell, (admin) =>
        applyAccess(admin, names, MANIFESTS),
      );
      return {
        data: { ...plan, access },
        text: `${planText(plan)}\n${accessText(access)}`,
        exit: plan.refused.length === 0 ? EXIT.ok : EXIT.differs,
      };
    },
  });
  return [diff, apply];
}

const MANIFESTS = WORKERS.map(({ definition }) => definition.manifest);

/** Refuses a name that would mix environments. */
function namesOf({ env }: Args, shell: Shell): Names {
  return new Names(env ?? shell.env['DWS_ENV'] ?? '');
}

async function planFor(log: MessageLog, args: Args, { environment }: Names): Promise<TopicPlan> {
  return planTopicChanges(readTopicManifests(), await log.admin.describe(), {
    env: environment,
    replicationFactor: args['replication-factor'],
    groups: consumerGroups(MANIFESTS),
  });
}

function planText({ create, alter, same, unknown, refused }: TopicPlan): string {
  return [
    ...create.map(({ name, partitions }) => `+ ${name} (${partitions} partitions)`),
    ...alter.map(({ topic, changes }) => `~ ${topic.name}: ${changes.join(', ')}`),
    ...refused.map(({ name, reason }) => `! ${name}: ${reason}`),
    ...unknown.map((name) => `? ${name}: no manifest names it; it is left alone`),
    `${create.length} to create, ${alter.length} to alter, ${refused.length} refused, ${same.length} as they should be`,
  ].join('\n');
}

function accessText(access: AccessPlan | null): string {
  if (!access) return 'access: the brokers have no authorizer; everybody may do everything';
  const { grant, revoke, same, unknown } = access;
  return [
    ...grant.map((rule) => `+ ${sentence(rule)}`),
    ...revoke.map((rule) => `- ${sentence(rule)}`),
    ...unknown.map((rule) => `? ${sentence(rule)}: no manifest gives it; it is left alone`),
    `access: ${grant.length} to grant, ${revoke.length} to revoke, ${same.length} as they should be`,
  ].join('\n');
}

function sentence({ principal, operation, resource, name, pattern }: AccessRule): string {
  return `${principal} may ${operation} ${resource} ${name}${pattern === 'prefixed' ? '*' : ''}`;
}

async function withAccess<T>(
  open: OpenAccess,
  args: Args & { readonly brokers: string | undefined },
  shell: Shell,
  work: (access: AccessAdmin) => Promise<T>,
): Promise<T> {
  const access = open(await brokersOf(args, shell));
  try {
    return await work(access);
  } finally {
    await access.close();
  }
}
