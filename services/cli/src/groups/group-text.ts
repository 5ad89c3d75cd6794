import { table } from '../shell/table.ts';
import type { GroupPosition } from './group-position.ts';

/** Order that holds a worker, as the control plane tells of it. */
export interface Hold {
  readonly person: string;
  readonly order: string;
}

export interface HeldPosition extends GroupPosition {
  /** Null where nobody has paused it; not there where the control plane does not answer. */
  readonly pausedBy?: Hold | null;
}

/** One line for each group and topic, its partitions together. */
export function topicLines(positions: readonly HeldPosition[]): string {
  const together = Map.groupBy(positions, ({ group, topic }) => `${group}\n${topic}`);
  const rows = [...together.values()].map((some) => {
    const [{ group, topic, state, pausedBy } = {} as HeldPosition] = some;
    const members = new Set(some.flatMap(({ member }) => (member ? [member.client] : [])));
    return [
      group,
      topic,
      String(sum(some, ({ lag }) => lag)),
      rateText(sum(some, ({ finishedPerSecond }) => finishedPerSecond)),
      rateText(sum(some, ({ comingPerSecond }) => comingPerSecond)),
      ageText(Math.max(-1, ...some.map(({ oldestSeconds }) => oldestSeconds ?? -1))),
      members.size === 0 ? state : [...members].join(', '),
      pausedText(pausedBy),
    ];
  });
  return table(
    ['GROUP', 'TOPIC', 'LAG', 'DONE/S', 'IN/S', 'OLDEST', 'MEMBERS', 'PAUSED BY'],
    rows,
    'no group has read anything yet',
  );
}

/** One line for each partition. */
export function partitionLines(positions: readonly HeldPosition[]): string {
  const rows = positions.map((one) => [
    one.group,
    `${one.topic}/${one.partition}`,
    one.committed ?? 'none',
    one.end,
    String(one.lag),
    rateText(one.finishedPerSecond),
    rateText(one.comingPerSecond),
    ageText(one.oldestSeconds ?? -1),
    one.member ? `${one.member.client} (${one.member.host})` : one.state,
    pausedText(one.pausedBy),
  ]);
  return table(
    ['GROUP', 'PARTITION', 'AT', 'END', 'LAG', 'DONE/S', 'IN/S', 'OLDEST', 'MEMBER', 'PAUSED BY'],
    rows,
    'no group has read anything yet',
  );
}

function sum(positions: readonly HeldPosition[], of: (one: HeldPosition) => number | null): number | null {
  const known = positions.map(of).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}

function rateText(rate: number | null): string {
  return rate === null ? '?' : rate.toFixed(rate > 0 && rate < 10 ? 1 : 0);
}

/** @param seconds below 0 where nothing waits */
function ageText(seconds: number): string {
  if (seconds < 0) return '-';
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}

function pausedText(hold: Hold | null | undefined): string {
  if (hold === undefined) return '?';
  return hold === null ? '-' : `${hold.person} (${hold.order})`;
}
