import type { IncomingMessage } from '@dws/ports';

/** A partition that the group has given us, from then until it is taken away. */
export interface HeldPartition {
  readonly topic: string;
  readonly partition: number;
  /** Tells this holding from an earlier or later one of the same partition. */
  readonly holding: number;
  /** Offset of the next fetch; `null` until it is known where to begin. */
  next: bigint | null;
  /** Fetched, not handled yet. */
  waiting: readonly IncomingMessage[];
  highWatermark: bigint;
  /** Part of a fetch that is under way. */
  fetching: boolean;
  /** Its records are being handed over. */
  lane: Promise<void> | null;
  /** Offset after the newest record that was handled, and the one that is committed. */
  handled: string | null;
  committed: string | null;
  /** Generation of the group in which it was taken away; `null` while it is ours. */
  lostIn: number | null;
}

export const placeOf = ({ topic, partition }: { topic: string; partition: number }): string =>
  `${topic}/${partition}`;
