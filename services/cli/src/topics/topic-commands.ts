import { consumerGroups, Names } from '@dws/application';
import { planTopicChanges, readTopicManifests, type TopicPlan } from '@dws/contracts/topics';
import type { MessageLog } from '@dws/ports';
import { command, type Command } from '../shell/command.ts';
import { EXIT } from '../shell/exit.ts';
import { text, whole } from '../shell/option.ts';
import type { Shell } from '../shell/shell.ts';
import { WORKERS } from '../workers.ts';
import { BROKER_OPTIONS, withBroker, type OpenBroker } from './open-broker.ts';

const OPTIONS = {
  ...BROKER_OPTIONS,
  env: text('NAME', 'environment (default DWS_ENV; none for production)'),
  'replication-factor': whole('N', 'copies of each partition', { least: 1, most: 9 }, 1),
};

interface Args {
  readonly env: string | undefined;
  readonly 'replication-factor': number;
}

/** `topics diff` and `topics apply`, on the brokers that `open` opens. */
export function topicCommands(open: OpenBroker): readonly [Command, Command] {
  const diff = command({
    name: 'topics diff',
    does: 'show how the topics of a broker differ from topics/',
    details: 'Ends with 6 where they differ.',
    operands: {},
    options: OPTIONS,
    example: '--brokers localhost:9092 --env staging',
    run: async (args, shell) => {
      const plan = await withBroker(open, args, shell, (log) => planFor(log, args, shell));
      const open_ = plan.create.length + plan.alter.length + plan.refused.length;
      return {
        data: plan,
        text: planText(plan),
        exit: open_ === 0 ? EXIT.ok : EXIT.differs,
        ...(plan.create.length + plan.alter.length > 0
          ? { next: 'dws topics apply, with the same options' }
          : {}),
      };
    },
  });
  const apply = command({
    name: 'topics apply',
    does: 'make the topics of a broker what topics/ says',
    details:
      'Never deletes a topic or shrinks one; ends with 6 where a person has to act. Doing it again changes nothing.',
    operands: {},
    options: OPTIONS,
    example: '--brokers localhost:9092 --env staging --replication-factor 3',
    run: async (args, shell) => {
      const plan = await withBroker(open, args, shell, async (log) => {
        const made = await planFor(log, args, shell);
        await log.admin.create(made.create);
        for (const { topic } of made.alter) await log.admin.alter(topic);
        return made;
      });
      return {
        data: plan,
        text: planText(plan),
        exit: plan.refused.length === 0 ? EXIT.ok : EXIT.differs,
      };
    },
  });
  return [diff, apply];
}

async function planFor(log: MessageLog, args: Args, shell: Shell): Promise<TopicPlan> {
  const env = args.env ?? shell.env['DWS_ENV'] ?? '';
  // Refuses a name that would mix environments.
  const { environment } = new Names(env);
  return planTopicChanges(readTopicManifests(), await log.admin.describe(), {
    env: environment,
    replicationFactor: args['replication-factor'],
    groups: consumerGroups(WORKERS.map(({ definition }) => definition.manifest)),
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
