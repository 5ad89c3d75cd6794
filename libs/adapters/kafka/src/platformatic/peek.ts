import { Consumer, type Admin } from '@platformatic/kafka';
import { DwsError } from '@dws/kernel';
import type { IncomingMessage } from '@dws/ports';
import { translateError } from '../translate-error.ts';
import type { AdminSession } from './admin-session.ts';
import type { PlatformaticClient } from './client.ts';
import { EARLIEST, LATEST, offsetsAt } from './offsets-at.ts';
import { fetchedRecords } from './records.ts';

interface Range {
  readonly topic: string;
  readonly partition: number;
  readonly from: bigint;
  /** Exclusive. */
  readonly to: bigint;
  readonly limit: number;
}

/** Records of one partition from `offset` on, up to `limit` or the present end. */
export async function peek(
  client: PlatformaticClient,
  admin: AdminSession,
  topic: string,
  partition: number,
  offset: string,
  limit: number,
): Promise<readonly IncomingMessage[]> {
  const missing = await admin.missing([topic]);
  const range =
    missing.length > 0
      ? null
      : await admin.use(`reading the ends of ${topic}`, (kafka) => rangeOf(kafka, topic, partition));
  if (!range) {
    throw new DwsError('topic-unknown', `expected partition ${partition} of topic ${topic} to exist`, {
      topic,
      partition,
    });
  }
  const from = BigInt(offset) > range.low ? BigInt(offset) : range.low;
  if (from >= range.high || limit <= 0) return [];
  return fetchRange(client, { topic, partition, from, to: range.high, limit });
}

async function fetchRange(client: PlatformaticClient, range: Range): Promise<IncomingMessage[]> {
  const { topic, partition, from, to, limit } = range;
  const { bounds, connection } = client;
  // It joins no group; the name is a formality.
  const reader = new Consumer({ ...connection, groupId: 'dws-peek' });
  reader.on('error', () => undefined);
  reader.topics.track(topic);
  const deadline = performance.now() + bounds.peekTimeoutMs;
  const found: IncomingMessage[] = [];
  try {
    for (let next = from; next < to && found.length < limit;) {
      if (performance.now() > deadline) {
        const where = `${topic}/${partition} from offset ${from}`;
        throw new DwsError(
          'log-unavailable',
          `expected to peek at ${where} within ${bounds.peekTimeoutMs} ms`,
        );
      }
      const records = await fetchFrom(reader, topic, partition, next, client);
      found.push(...records.messages.filter((record) => BigInt(record.offset) < to));
      next = records.next;
    }
    return found.slice(0, limit);
  } catch (error) {
    throw translateError(error, `peeking at ${topic}/${partition}`);
  } finally {
    await reader.close(true).catch(() => undefined);
  }
}

async function fetchFrom(
  reader: Consumer,
  topic: string,
  partition: number,
  next: bigint,
  { bounds }: PlatformaticClient,
): Promise<ReturnType<typeof fetchedRecords>> {
  const metadata = await reader.metadata({ topics: [topic] });
  const found = metadata.topics.get(topic);
  const place = { partition, fetchOffset: next, partitionMaxBytes: bounds.fetchBytesPerPartition };
  const { responses } = await reader.fetch({
    node: found?.partitions[partition]?.leader ?? 0,
    topics: [
      {
        topicId: found?.id ?? '',
        partitions: [{ ...place, currentLeaderEpoch: -1, lastFetchedEpoch: -1 }],
      },
    ],
    minBytes: 1,
    maxBytes: bounds.fetchBytes,
    maxWaitTime: bounds.fetchWaitMs,
  });
  const answer = responses[0]?.partitions[0];
  return answer ? fetchedRecords(topic, next, answer) : { messages: [], next };
}

async function rangeOf(
  admin: Admin,
  topic: string,
  partition: number,
): Promise<{ readonly low: bigint; readonly high: bigint } | null> {
  const metadata = await admin.metadata({ topics: [topic] });
  if (partition >= (metadata.topics.get(topic)?.partitionsCount ?? 0)) return null;
  const places = [{ topic, partition }];
  const [lows, highs] = await Promise.all([
    offsetsAt(admin, places, EARLIEST),
    offsetsAt(admin, places, LATEST),
  ]);
  const place = `${topic}/${partition}`;
  return { low: lows.get(place) ?? 0n, high: highs.get(place) ?? 0n };
}
