import { Names } from '@dws/application';
import { DwsError } from '@dws/kernel';
import type { GroupAdmin, Moment, MessageLog, PartitionOffset } from '@dws/ports';
import { command, type Command } from '../shell/command.ts';
import { one } from '../shell/operand.ts';
import { flag, required, text, wholeOrNone } from '../shell/option.ts';
import { table } from '../shell/table.ts';
import { withBroker, type OpenBroker, type OpenGroups } from '../topics/open-broker.ts';
import { GROUP_OPTIONS, groupNames, withGroups } from './groups-command.ts';

interface Move {
  readonly topic: string;
  readonly partition: number;
  /** Null where nothing was committed yet. */
  readonly from: string | null;
  readonly to: string;
}

interface Target {
  readonly to: string;
  readonly topic: string | undefined;
  readonly partition: number | undefined;
}

const PARTITION = { least: 0, most: 999 };

/** `groups reset`: where a group goes on reading. Says what it would do, and does it when told to. */
export function groupsResetCommand(open: OpenBroker, openGroups: OpenGroups): Command {
  return command({
    name: 'groups reset',
    does: 'set where a consumer group goes on reading',
    details:
      'Without --execute it only says what it would do. The group must have no members: stop its service first.\n' +
      'Reading again does nothing twice, as cases remember what was done. Going forward skips records: their signals\n' +
      'then have no case.',
    operands: { group: one('GROUP', 'without environment') },
    options: {
      ...GROUP_OPTIONS,
      to: required('WHERE', 'earliest, latest, an instant such as 2026-03-01T09:00:00Z, or an offset'),
      topic: text('TOPIC', 'this topic only, as the brokers name it; needed for an offset'),
      partition: wholeOrNone('N', 'this partition only; needed for an offset', PARTITION),
      execute: flag('do it'),
    },
    example: 'executor --to 2026-03-01T09:00:00Z --execute',
    run: async (args, shell) => {
      const names = new Names(args.env ?? shell.env['DWS_ENV'] ?? '');
      const [plain = ''] = groupNames([args.group]);
      const group = names.group(plain);
      const moves = await withBroker(open, args, shell, (log) =>
        withGroups(openGroups, args, shell, async (admin) => {
          const planned = await movesOf(group, args, log, admin);
          if (args.execute) await move(group, planned, admin);
          return planned;
        }),
      );
      const rows = moves.map(({ topic, partition, from, to }) => [
        `${topic}/${partition}`,
        from ?? 'none',
        to,
        difference(from, to),
      ]);
      return {
        data: { group, executed: args.execute, moves },
        text: [
          table(['PARTITION', 'FROM', 'TO', ''], rows, 'the group has read nothing yet'),
          args.execute ? `${moves.length} set` : `${moves.length} would be set`,
        ].join('\n'),
        ...(args.execute ? {} : { next: 'the same with --execute, once no replica of its service runs' }),
      };
    },
  });
}

async function movesOf(
  group: string,
  { to, topic, partition }: Target,
  log: MessageLog,
  admin: GroupAdmin,
): Promise<readonly Move[]> {
  const standing = (await log.admin.lag([group])).filter(
    (entry) =>
      (topic === undefined || entry.topic === topic) &&
      (partition === undefined || entry.partition === partition),
  );
  if (standing.length === 0 && topic !== undefined)
    throw new DwsError('not-found', `group ${group} has read nothing of ${topic} in that partition`);
  const topics = [...new Set(standing.map((entry) => entry.topic))];
  const targets = new Map(
    await Promise.all(
      topics.map(async (name) => [name, await targetsIn(name, { to, topic, partition }, admin)] as const),
    ),
  );
  return standing.map((entry) => {
    const target = targets.get(entry.topic)?.find((one) => one.partition === entry.partition);
    return {
      topic: entry.topic,
      partition: entry.partition,
      from: entry.committed,
      to: target?.offset ?? entry.end,
    };
  });
}

/** @throws DwsError `argument-invalid` */
async function targetsIn(
  name: string,
  { to, topic, partition }: Target,
  admin: GroupAdmin,
): Promise<readonly PartitionOffset[]> {
  if (!/^\d{1,19}$/.test(to)) return admin.offsetsAt(name, momentOf(to));
  if (topic === undefined || partition === undefined)
    throw new DwsError('argument-invalid', 'expected --topic and --partition with an offset', {
      argument: '--to',
    });
  const [earliest, latest] = await Promise.all([
    admin.offsetsAt(name, 'earliest'),
    admin.offsetsAt(name, 'latest'),
  ]);
  const of = (offsets: readonly PartitionOffset[]): bigint =>
    BigInt(offsets.find((one) => one.partition === partition)?.offset ?? '0');
  if (BigInt(to) < of(earliest) || BigInt(to) > of(latest))
    throw new DwsError(
      'argument-invalid',
      `expected an offset from ${of(earliest)} to ${of(latest)} in ${name}/${partition}, found ${to}`,
      { argument: '--to' },
    );
  return [{ partition, offset: to }];
}

function momentOf(to: string): Moment {
  if (to === 'earliest' || to === 'latest') return to;
  const at = /^\d{4}-\d{2}-\d{2}T/.test(to) ? Date.parse(to) : Number.NaN;
  if (Number.isFinite(at)) return at;
  throw new DwsError(
    'argument-invalid',
    `expected --to earliest, latest, an instant such as 2026-03-01T09:00:00Z, or an offset, found "${to}"`,
    { argument: '--to' },
  );
}

async function move(group: string, moves: readonly Move[], admin: GroupAdmin): Promise<void> {
  for (const [topic, some] of Map.groupBy(moves, (one) => one.topic))
    await admin.setOffsets(
      group,
      topic,
      some.map(({ partition, to }) => ({ partition, offset: to })),
    );
}

function difference(from: string | null, to: string): string {
  if (from === null) return '';
  const records = BigInt(to) - BigInt(from);
  if (records === 0n) return 'as it is';
  return records < 0n ? `${-records} again` : `${records} skipped`;
}
