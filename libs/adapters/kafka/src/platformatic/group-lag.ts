import type { Admin } from '@platformatic/kafka';
import type { GroupLag } from '@dws/ports';
import { kafkaErrorType } from '../translate-error.ts';
import { offsetsAt, EARLIEST, LATEST } from './offsets-at.ts';

/** Lag of one group on every partition of the topics it has committed or is assigned. */
export async function groupLag(admin: Admin, group: string): Promise<GroupLag[]> {
  const committed = await committedOffsets(admin, group);
  const topics = [
    ...new Set([...committed.keys()].map(topicOf).concat(...(await assignedTopics(admin, group)))),
  ];
  if (topics.length === 0) return [];
  const metadata = await admin.metadata({ topics });
  const partitions = topics.flatMap((topic) =>
    Array.from({ length: metadata.topics.get(topic)?.partitionsCount ?? 0 }, (_, partition) => ({
      topic,
      partition,
    })),
  );
  const [lows, ends] = await Promise.all([
    offsetsAt(admin, partitions, EARLIEST),
    offsetsAt(admin, partitions, LATEST),
  ]);
  return partitions
    .map(({ topic, partition }): GroupLag => {
      const key = keyOf(topic, partition);
      const [low, end] = [lows.get(key) ?? 0n, ends.get(key) ?? 0n];
      const next = committed.get(key);
      // Retention may have removed records that were never read: they are lost, not lag.
      const from = next !== undefined && next > low ? next : low;
      return {
        group,
        topic,
        partition,
        committed: next === undefined ? null : String(next),
        end: String(end),
        lag: Number(end - from),
      };
    })
    .toSorted((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition);
}

const keyOf = (topic: string, partition: number): string => `${topic}/${partition}`;
const topicOf = (key: string): string => key.slice(0, key.lastIndexOf('/'));

/** By `topic/partition`. */
export async function committedOffsets(admin: Admin, group: string): Promise<Map<string, bigint>> {
  const found = await admin.listConsumerGroupOffsets({ groups: [group] }).catch((error: unknown) => {
    if (kafkaErrorType(error) === 'GROUP_ID_NOT_FOUND') return [];
    throw error;
  });
  return new Map(
    found.flatMap(({ topics }) =>
      topics.flatMap(({ name, partitions }) =>
        partitions
          .filter(({ committedOffset }) => committedOffset >= 0n)
          .map((one) => [keyOf(name, one.partitionIndex), one.committedOffset] as const),
      ),
    ),
  );
}

async function assignedTopics(admin: Admin, group: string): Promise<string[]> {
  const groups = await admin.describeGroups({ groups: [group] }).catch((error: unknown) => {
    if (kafkaErrorType(error) === 'GROUP_ID_NOT_FOUND') return new Map<string, never>();
    throw error;
  });
  return [...groups.values()].flatMap(({ members }) =>
    [...members.values()].flatMap(({ assignments }) => [...(assignments?.keys() ?? [])]),
  );
}
