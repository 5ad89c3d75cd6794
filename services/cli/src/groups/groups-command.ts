import { consumerGroups, Names } from '@dws/application';
import { DwsError, isDwsError } from '@dws/kernel';
import type { GroupAdmin } from '@dws/ports';
import { ControlPlane, CONTROL_PLANE_OPTIONS } from '../platform/control-plane.ts';
import { command, type Answer, type Command } from '../shell/command.ts';
import { many } from '../shell/operand.ts';
import { flag, text, whole, wholeOrNone } from '../shell/option.ts';
import type { Shell } from '../shell/shell.ts';
import {
  BROKER_OPTIONS,
  brokersOf,
  withBroker,
  type OpenBroker,
  type OpenGroups,
} from '../topics/open-broker.ts';
import { workersAnswer } from '../worker/workers-answer.ts';
import { WORKERS } from '../workers.ts';
import { groupPositions } from './group-position.ts';
import { partitionLines, topicLines, type HeldPosition, type Hold } from './group-text.ts';

export const GROUP_OPTIONS = {
  ...BROKER_OPTIONS,
  env: text('NAME', 'environment (default DWS_ENV; none for production)'),
};

interface Args {
  readonly brokers: string | undefined;
  readonly env: string | undefined;
  readonly as: string | undefined;
  readonly groups: readonly string[];
  readonly partitions: boolean;
  readonly sample: number;
  readonly watch: number | undefined;
}

/** `groups`, on the brokers that are opened. */
export function groupsCommand(open: OpenBroker, openGroups: OpenGroups): Command {
  return command({
    name: 'groups',
    does: 'show how far each consumer group is, who is at work, and who paused it',
    details:
      'LAG counts records that are not finished yet, OLDEST is the age of the first of them. DONE/S and IN/S are taken\n' +
      'between two looks. PAUSED BY comes from the control plane; "?" where it does not answer.',
    operands: { groups: many('GROUP', 'without environment; none for all') },
    options: {
      ...GROUP_OPTIONS,
      ...CONTROL_PLANE_OPTIONS,
      partitions: flag('a line for each partition, as when groups are named'),
      sample: whole('SECONDS', 'time between two looks for the rates', { least: 0, most: 60 }, 1),
      watch: wholeOrNone('SECONDS', 'look again after so long, until Ctrl-C', { least: 1, most: 3_600 }),
    },
    example: '--brokers localhost:9092 executor --watch 5',
    run: async (args, shell) =>
      args.watch === undefined
        ? look(open, openGroups, args, shell)
        : { follow: looks(open, openGroups, args, args.watch, shell) },
  });
}

async function* looks(
  open: OpenBroker,
  openGroups: OpenGroups,
  args: Args,
  seconds: number,
  shell: Shell,
): AsyncGenerator<Answer> {
  while (!shell.stop.aborted) {
    yield await look(open, openGroups, args, shell);
    await shell.sleep(seconds * 1_000);
  }
}

async function look(open: OpenBroker, openGroups: OpenGroups, args: Args, shell: Shell): Promise<Answer> {
  const names = new Names(args.env ?? shell.env['DWS_ENV'] ?? '');
  const wanted = groupNames(args.groups);
  const sources = { now: () => shell.clock.now(), sleep: (ms: number) => shell.sleep(ms) };
  const positions = await withBroker(open, args, shell, async (log) =>
    withGroups(openGroups, args, shell, (admin) =>
      groupPositions(
        wanted.map((group) => names.group(group)),
        args.sample,
        { log, admin, ...sources },
      ),
    ),
  );
  const holds = await holdsOf(args, shell);
  const held = positions.map((one): HeldPosition => {
    if (!holds) return one;
    const plain = one.group.slice(names.group('').length).replace(/\.due$/, '');
    return { ...one, pausedBy: holds.get(plain) ?? null };
  });
  const inDetail = args.partitions || args.groups.length > 0;
  return {
    data: { at: new Date(shell.clock.now()).toISOString(), positions: held },
    text: inDetail ? partitionLines(held) : topicLines(held),
  };
}

/** @throws DwsError `argument-invalid` for a group that nobody runs */
export function groupNames(named: readonly string[]): readonly string[] {
  const known = [
    ...new Set(Object.values(consumerGroups(WORKERS.map(({ definition }) => definition.manifest))).flat()),
  ].toSorted();
  const stranger = named.find((group) => !known.includes(group));
  if (stranger === undefined) return named.length > 0 ? named : known;
  throw new DwsError('argument-invalid', `expected a group out of ${known.join(', ')}, found "${stranger}"`, {
    argument: 'GROUP',
  });
}

export async function withGroups<T>(
  open: OpenGroups,
  args: { readonly brokers: string | undefined },
  shell: Shell,
  work: (admin: GroupAdmin) => Promise<T>,
): Promise<T> {
  const admin = open(await brokersOf(args, shell));
  try {
    return await work(admin);
  } finally {
    await admin.close();
  }
}

/** Standing orders by the worker that they hold; null where the control plane does not say. */
async function holdsOf(args: Pick<Args, 'as'>, shell: Shell): Promise<ReadonlyMap<string, Hold> | null> {
  try {
    const { workers } = await new ControlPlane(shell, args).get('/workers', workersAnswer);
    return new Map(
      workers.flatMap(({ worker, pausedBy }): [string, Hold][] => (pausedBy ? [[worker, pausedBy]] : [])),
    );
  } catch (error) {
    if (!isDwsError(error)) throw error;
    shell.note(`who paused what is not known: ${error.message}`);
    return null;
  }
}
