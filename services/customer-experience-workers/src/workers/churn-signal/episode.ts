import type { EarlierCase } from '@dws/contracts';
import { millisecondsOf, type Instant } from '@dws/kernel';
import { z } from 'zod';
import type { ChurnTables } from './tables.ts';
import type { Comparison } from './usage.ts';

const schema = z.object({
  openedAt: z.iso.datetime({ precision: 3 }),
  /** How many of the policy's depths usage had fallen through. */
  depth: z.number().int(),
  /** Daily average from which the decline is measured; null where usage was not the reason. */
  baseline: z.number().nullable(),
  /** Revenue has it: it writes the score until the episode ends. */
  handedOver: z.boolean(),
  financeTold: z.boolean(),
});

/** One decline: it opens at the first alert and is told once. */
export type Episode = z.output<typeof schema>;

const memoSchema = z.object({
  episode: schema.nullable(),
  planned: z.array(z.string()),
  score: z.number().optional(),
});

export interface History {
  /** The episode that stands, or the one that has just ended; null where there is none. */
  readonly episode: Episode | null;
  readonly ended: 'recovered' | 'too-old' | null;
  /** Steps of open earlier cases that nobody has taken yet; a plan that acts takes their place. */
  readonly unsent: ReadonlySet<string>;
  /** The health score that the last plan arrived at. */
  readonly lastScore: number | undefined;
}

const DAY_MS = 86_400_000;
const NONE: History = { episode: null, ended: null, unsent: new Set(), lastScore: undefined };

/** Reads the account's history from the memos of earlier cases. */
export function historyOf(
  earlier: readonly EarlierCase[],
  usage: Comparison | undefined,
  now: Instant,
  { endsAfterDays, endsOverPercentOfBaseline }: ChurnTables['episode'],
): History {
  const told = earlier
    .flatMap((entry) => {
      const memo = memoSchema.safeParse(entry.memo);
      return memo.success ? [{ ...entry, memo: memo.data }] : [];
    })
    .toSorted((a, b) => (a.acceptedAt === b.acceptedAt ? 0 : a.acceptedAt < b.acceptedAt ? 1 : -1));
  const episode = told[0]?.memo.episode;
  if (!episode) return NONE;
  const unsent = new Set(
    told.flatMap(({ phase, memo, actions }) =>
      phase === 'open' && memo.episode?.openedAt === episode.openedAt
        ? memo.planned.filter((step) => !actions.includes(step.split(':')[0] ?? step))
        : [],
    ),
  );
  const baseline = episode.baseline ?? usage?.baseline;
  const back = usage && baseline !== undefined && usage.current * 100 > baseline * endsOverPercentOfBaseline;
  const old = ageInDays(episode.openedAt, now) >= endsAfterDays;
  return {
    episode,
    ended: back ? 'recovered' : old ? 'too-old' : null,
    unsent,
    lastScore: told[0]?.memo.score,
  };
}

function ageInDays(since: Instant, now: Instant): number {
  return (millisecondsOf(now) - millisecondsOf(since)) / DAY_MS;
}

export function depthOf(usage: Comparison | undefined, depths: readonly number[]): number {
  return depths.filter((depth) => usage !== undefined && usage.dropPercent > depth).length;
}
