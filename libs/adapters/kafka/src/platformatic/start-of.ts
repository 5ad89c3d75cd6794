import type { Admin } from '@platformatic/kafka';
import { committedOffsets } from './group-lag.ts';
import { placeOf, type HeldPartition } from './held-partition.ts';
import { EARLIEST, LATEST, offsetsAt } from './offsets-at.ts';

export interface Start {
  readonly held: HeldPartition;
  readonly next: bigint;
  /** The group has committed nothing there yet. */
  readonly isNew: boolean;
}

/** Where the group begins in partitions: after what it has committed, else at the given end. */
export async function startOf(
  admin: Admin,
  group: string,
  partitions: readonly HeldPartition[],
  startFrom: 'earliest' | 'latest',
): Promise<readonly Start[]> {
  if (partitions.length === 0) return [];
  const committed = await committedOffsets(admin, group);
  const open = partitions.filter((held) => !committed.has(placeOf(held)));
  const ends = await offsetsAt(admin, open, startFrom === 'latest' ? LATEST : EARLIEST);
  return partitions.map((held) => {
    const offset = committed.get(placeOf(held));
    return { held, next: offset ?? ends.get(placeOf(held)) ?? 0n, isNew: offset === undefined };
  });
}
