import type { Consumer } from 'kafkajs';
import type { AdminSession } from './admin-session.ts';

/** Partitions by topic. */
export type Assignment = Readonly<Record<string, readonly number[]>>;

/** Offset by which Kafka says that a group has committed none. */
export const NO_OFFSET = '-1';

/**
 * Commits the present end of every assigned partition for which the group has no offset yet. Without this a
 * group that starts at `latest` would start at the end anew after each rebalance and skip what came in between.
 */
export async function pinToLatest(
  admin: AdminSession,
  consumer: Consumer,
  group: string,
  assignment: Assignment,
): Promise<void> {
  await admin.use(`pinning group ${group} to latest`, async (kafka) => {
    const committed = await kafka.fetchOffsets({ groupId: group, topics: Object.keys(assignment) });
    for (const { topic, partitions } of committed) {
      const open = partitions.filter(
        ({ partition, offset }) => offset === NO_OFFSET && assignment[topic]?.includes(partition),
      );
      if (open.length === 0) continue;
      const ends = new Map((await kafka.fetchTopicOffsets(topic)).map((end) => [end.partition, end.high]));
      const pins = open.map(({ partition }) => ({ topic, partition, offset: ends.get(partition) ?? '0' }));
      for (const pin of pins) consumer.seek(pin);
      await consumer.commitOffsets(pins);
    }
  });
}
