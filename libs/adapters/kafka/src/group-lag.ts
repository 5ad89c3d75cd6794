import kafkajs, { type Admin } from 'kafkajs';
import type { GroupLag } from '@dws/ports';
import { NO_OFFSET } from './start-position.ts';

/** Lag of one group on every partition of the topics it has committed or is assigned. */
export async function groupLag(admin: Admin, group: string): Promise<GroupLag[]> {
  const committed = await admin.fetchOffsets({ groupId: group });
  const offsets = new Map(
    committed.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset }) => [`${topic}/${partition}`, offset] as const),
    ),
  );
  const topics = new Set([...committed.map(({ topic }) => topic), ...(await assignedTopics(admin, group))]);
  const perTopic = await Promise.all(
    [...topics].map(async (topic) => {
      const ends = await admin.fetchTopicOffsets(topic);
      return ends.map(({ partition, low, high }): GroupLag => {
        const offset = offsets.get(`${topic}/${partition}`) ?? NO_OFFSET;
        const next = offset === NO_OFFSET ? null : offset;
        // Retention may have removed records that were never read: they are lost, not lag.
        const from = BigInt(next ?? low) > BigInt(low) ? BigInt(next ?? low) : BigInt(low);
        return { group, topic, partition, committed: next, end: high, lag: Number(BigInt(high) - from) };
      });
    }),
  );
  return perTopic.flat().toSorted((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition);
}

async function assignedTopics(admin: Admin, group: string): Promise<string[]> {
  const { groups } = await admin.describeGroups([group]);
  return groups
    .flatMap(({ members }) => members)
    .filter(({ memberAssignment }) => memberAssignment.length > 0)
    .flatMap(({ memberAssignment }) => {
      const decoded = kafkajs.AssignerProtocol.MemberAssignment.decode(memberAssignment);
      return Object.keys(decoded?.assignment ?? {});
    });
}
