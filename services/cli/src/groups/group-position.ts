import type { GroupAdmin, GroupLag, MessageLog } from '@dws/ports';

/** How far one group is on one partition, and who is at work there. */
export interface GroupPosition {
  readonly group: string;
  readonly state: string;
  readonly topic: string;
  readonly partition: number;
  /** Next record to read; null where nothing was committed yet. */
  readonly committed: string | null;
  readonly end: string;
  readonly lag: number;
  /** Records a second that the group has finished, and that came, between two looks; null without a second look. */
  readonly finishedPerSecond: number | null;
  readonly comingPerSecond: number | null;
  /** Age of the oldest record that the group has not finished; null where it has finished all. */
  readonly oldestSeconds: number | null;
  /** Replica that has the partition; null while nobody has. */
  readonly member: { readonly client: string; readonly host: string } | null;
}

export interface PositionSources {
  readonly log: MessageLog;
  readonly admin: GroupAdmin;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Oldest records looked at together: each look is a short membership of a group of its own. */
const PEEKS = 8;

/**
 * Where the groups stand. @param sampleSeconds time between two looks for the rates; 0 for none
 * @throws DwsError `log-unavailable`, `not-permitted`
 */
export async function groupPositions(
  groups: readonly string[],
  sampleSeconds: number,
  { log, admin, now, sleep }: PositionSources,
): Promise<readonly GroupPosition[]> {
  const first = await log.admin.lag(groups);
  const began = now();
  if (sampleSeconds > 0) await sleep(sampleSeconds * 1_000);
  const second = sampleSeconds > 0 ? await log.admin.lag(groups) : first;
  const seconds = (now() - began) / 1_000;
  const before = new Map(first.map((entry) => [keyOf(entry), entry]));
  const states = new Map((await admin.describe(groups)).map((state) => [state.group, state]));
  const oldest = await oldestTimes(second, log);
  return second.map((entry): GroupPosition => {
    const state = states.get(entry.group);
    const member = state?.members.find(({ partitions }) =>
      partitions.some(({ topic, partition }) => topic === entry.topic && partition === entry.partition),
    );
    const earlier = before.get(keyOf(entry));
    const rate = (then: string | null, there: string | null): number | null =>
      seconds > 0 && then !== null && there !== null ? Number(BigInt(there) - BigInt(then)) / seconds : null;
    const since = oldest.get(keyOf(entry));
    return {
      group: entry.group,
      state: state?.state ?? 'missing',
      topic: entry.topic,
      partition: entry.partition,
      committed: entry.committed,
      end: entry.end,
      lag: entry.lag,
      finishedPerSecond: rate(earlier?.committed ?? null, entry.committed),
      comingPerSecond: rate(earlier?.end ?? null, entry.end),
      oldestSeconds: since === undefined ? null : Math.max(0, (now() - since) / 1_000),
      member: member ? { client: member.client, host: member.host } : null,
    };
  });
}

/** When the first unfinished record of each partition was written, in milliseconds since the epoch. */
async function oldestTimes(lags: readonly GroupLag[], log: MessageLog): Promise<ReadonlyMap<string, number>> {
  const behind = lags.filter(({ lag }) => lag > 0);
  const times = new Map<string, number>();
  for (let at = 0; at < behind.length; at += PEEKS) {
    const some = behind.slice(at, at + PEEKS);
    const found = await Promise.all(
      some.map(({ topic, partition, committed }) => log.peek(topic, partition, committed ?? '0', 1)),
    );
    some.forEach((entry, index) => {
      const [record] = found[index] ?? [];
      if (record) times.set(keyOf(entry), record.timestamp);
    });
  }
  return times;
}

function keyOf({ group, topic, partition }: Pick<GroupLag, 'group' | 'topic' | 'partition'>): string {
  return `${group} ${topic} ${partition}`;
}
