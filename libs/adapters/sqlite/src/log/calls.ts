import type { TopicSpec } from '@dws/ports';
import type { Synced } from './wal-sync.ts';

/** A partition as the file knows it. */
export interface PartitionRow {
  /** Number of the partition in the file, over all topics. */
  readonly id: number;
  readonly partition: number;
  /** Oldest offset held. */
  readonly first: number;
  /** Offset that the next record gets. */
  readonly end: number;
}

export interface TopicRow {
  readonly spec: TopicSpec;
  readonly partitions: readonly PartitionRow[];
}

export interface CommitRow {
  readonly group: string;
  readonly partition: number;
  /** Next offset the group will read. */
  readonly next: number;
}

/** Records published together to one partition. */
export interface RecordsToWrite {
  readonly partition: number;
  readonly count: number;
  /** Where the packed records lie in the call's bytes. */
  readonly offset: number;
  readonly length: number;
}

export interface RecordsRow {
  readonly first: number;
  readonly count: number;
  readonly timestamp: number;
  readonly records: Uint8Array;
}

export interface Cut {
  readonly partition: number;
  /** Rows whose newest record is older go, in milliseconds since the epoch. */
  readonly before: number;
}

export type LogCall =
  | {
      readonly op: 'write';
      /** Memory that is used again after the answer. */
      readonly bytes: SharedArrayBuffer;
      readonly records: readonly RecordsToWrite[];
      readonly timestamp: number;
      readonly commits: readonly CommitRow[];
    }
  /** Creates the topic, or brings it to `spec`. */
  | { readonly op: 'topic'; readonly spec: TopicSpec }
  | { readonly op: 'trim'; readonly cuts: readonly Cut[] }
  | { readonly op: 'read'; readonly partition: number; readonly from: number; readonly limit: number }
  | { readonly op: 'close' };

export type LogAnswer =
  /** First offset of each of the call's `records`, and the commit that they are in: see `LogNews`. */
  | { readonly op: 'write'; readonly offsets: readonly number[]; readonly commit: number }
  | { readonly op: 'topic'; readonly topic: TopicRow }
  | { readonly op: 'trim'; readonly partitions: readonly PartitionRow[] }
  | { readonly op: 'read'; readonly rows: readonly RecordsRow[] }
  | { readonly op: 'done' };

/** Commits up to this one are on the disk, or could not be brought there. */
export type LogNews = Synced;

export interface LogOpened {
  readonly topics: readonly TopicRow[];
  readonly commits: readonly CommitRow[];
}
