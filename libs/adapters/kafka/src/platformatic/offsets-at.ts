import { ListOffsetTimestamps, type Admin } from '@platformatic/kafka';

export const EARLIEST = ListOffsetTimestamps.EARLIEST;
export const LATEST = ListOffsetTimestamps.LATEST;

interface Place {
  readonly topic: string;
  readonly partition: number;
}

/** First or next offsets of partitions, by `topic/partition`. */
export async function offsetsAt(
  admin: Admin,
  places: readonly Place[],
  timestamp: typeof EARLIEST | typeof LATEST,
): Promise<Map<string, bigint>> {
  if (places.length === 0) return new Map();
  const byTopic = Map.groupBy(places, ({ topic }) => topic);
  const topics = [...byTopic].map(([name, inTopic]) => ({
    name,
    partitions: inTopic.map(({ partition }) => ({ partitionIndex: partition, timestamp })),
  }));
  const found = await admin.listOffsets({ topics });
  return new Map(
    found.flatMap(({ name, partitions }) =>
      partitions.map(({ partitionIndex, offset }) => [`${name}/${partitionIndex}`, offset] as const),
    ),
  );
}
