import { setTimeout as sleep } from 'node:timers/promises';
import { Consumer, FetchIsolationLevels, type ClusterMetadata } from '@platformatic/kafka';
import type { PlatformaticClient } from './client.ts';
import { fetchedRecords, type FetchedRecords, type FetchResponse, type PartitionAnswer } from './records.ts';
import type { HeldPartition } from './held-partition.ts';

export interface FetcherOptions {
  readonly client: PlatformaticClient;
  readonly group: string;
  readonly topics: readonly string[];
  /** Partitions that have room for more. */
  readonly wanted: () => readonly HeldPartition[];
  readonly onFetched: (held: HeldPartition, records: FetchedRecords, highWatermark: bigint) => void;
  /** Retention has removed the place that was asked for. */
  readonly onOutOfRange: (held: HeldPartition) => void;
  /** Told of the first failure in a row. */
  readonly onError: (error: unknown) => void;
  /** Nothing could be fetched for as long as a session lasts. */
  readonly onLost: (error: unknown) => void;
}

const OFFSET_OUT_OF_RANGE = 1;
const NO_ERROR = 0;
const ANY_LEADER_EPOCH = -1;

/**
 * Keeps fetches under way for every partition that has room, apart from what is being handled: a broker's answer to a
 * fetch is waited for while the records of the last one are handed over. Each broker is asked on more than one
 * connection, because it answers one request of a connection after the other: a partition whose room was used up
 * and is free again does not wait for the answer of the others.
 */
export class Fetcher {
  readonly #options: FetcherOptions;
  readonly #connections: readonly Consumer[];
  readonly #busy = new Set<string>();
  readonly #closing = new AbortController();
  #looking = false;
  #lookAgain = false;
  #resting = false;
  #failingSince: number | null = null;
  #failures = 0;

  constructor(options: FetcherOptions) {
    this.#options = options;
    const { client, group, topics } = options;
    this.#connections = Array.from({ length: client.bounds.fetchConnections }, () => {
      // It never joins; the group's name is a formality.
      const connection = new Consumer({ ...client.connection, groupId: group, retries: 0 });
      connection.on('error', () => undefined);
      connection.topics.trackAll(...topics);
      return connection;
    });
  }

  /** Fetches for whatever has room and is not part of a fetch yet. To be called when that may have changed. */
  look(): void {
    // After a failure it is looked again when the pause is over, whoever asks meanwhile.
    if (this.#resting) return;
    if (this.#looking) {
      this.#lookAgain = true;
      return;
    }
    this.#looking = true;
    void this.#start().finally(() => {
      this.#looking = false;
      if (!this.#lookAgain) return;
      this.#lookAgain = false;
      this.look();
    });
  }

  /** Partitions of all topics together, as the brokers say now. */
  async partitionCount(): Promise<number> {
    const metadata = await this.#metadata();
    return [...metadata.topics.values()].reduce((sum, { partitionsCount }) => sum + partitionsCount, 0);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#connections.map((one) => one.close(true).catch(() => undefined)));
  }

  async #start(): Promise<void> {
    // Those that get room in the same turn go in one request.
    await Promise.resolve();
    if (this.#closing.signal.aborted || this.#options.wanted().length === 0) return;
    try {
      const metadata = await this.#metadata();
      const byNode = Map.groupBy(this.#options.wanted(), ({ topic, partition }) => {
        const leader = metadata.topics.get(topic)?.partitions[partition]?.leader;
        return leader !== undefined && metadata.brokers.has(leader) ? leader : null;
      });
      for (const [node, partitions] of byNode) {
        if (node === null) this.#retryLater(new Error(`no leader of ${partitions.length} partitions`));
        else this.#request(node, partitions, metadata);
      }
    } catch (error) {
      this.#retryLater(error);
    }
  }

  #metadata(): Promise<ClusterMetadata> {
    const [first] = this.#connections;
    if (!first) throw new Error('expected fetchConnections of at least 1');
    return first.metadata({ topics: [...this.#options.topics] });
  }

  #request(node: number, partitions: readonly HeldPartition[], metadata: ClusterMetadata): void {
    const free = this.#connections.findIndex((_, index) => !this.#busy.has(`${index}/${node}`));
    const connection = this.#connections[free];
    // When one of them is answered, it is looked again.
    if (!connection) return;
    const busy = `${free}/${node}`;
    this.#busy.add(busy);
    for (const held of partitions) held.fetching = true;
    void this.#fetch(connection, node, partitions, metadata)
      .then(
        () => {
          this.#failingSince = null;
          this.#failures = 0;
        },
        (error: unknown) => this.#failed(error, partitions, metadata),
      )
      .finally(() => {
        for (const held of partitions) held.fetching = false;
        this.#busy.delete(busy);
        this.look();
      });
  }

  async #fetch(
    connection: Consumer,
    node: number,
    partitions: readonly HeldPartition[],
    metadata: ClusterMetadata,
  ): Promise<void> {
    const { bounds } = this.#options.client;
    const asked = new Map(partitions.map((held) => [held, held.next ?? 0n]));
    const topics = [...Map.groupBy(partitions, ({ topic }) => topic)].map(([topic, held]) => ({
      topicId: metadata.topics.get(topic)?.id ?? '',
      partitions: held.map(({ partition, next }) => ({
        partition,
        currentLeaderEpoch: ANY_LEADER_EPOCH,
        fetchOffset: next ?? 0n,
        lastFetchedEpoch: ANY_LEADER_EPOCH,
        partitionMaxBytes: bounds.fetchBytesPerPartition,
      })),
    }));
    const response = await connection.fetch({
      node,
      topics,
      minBytes: 1,
      maxBytes: bounds.fetchBytes,
      maxWaitTime: bounds.fetchWaitMs,
      isolationLevel: FetchIsolationLevels.READ_COMMITTED,
    });
    for (const { held, answer } of answersIn(response, partitions, metadata)) {
      if (held.next !== asked.get(held)) continue;
      const records = fetchedRecords(held.topic, held.next, answer);
      this.#options.onFetched(held, records, answer.highWatermark);
    }
  }

  async #failed(
    error: unknown,
    partitions: readonly HeldPartition[],
    metadata: ClusterMetadata,
  ): Promise<void> {
    if (this.#closing.signal.aborted) return;
    const response = responseIn(error);
    if (response) {
      const answers = answersIn(response, partitions, metadata).filter(
        (one) => one.answer.errorCode !== NO_ERROR,
      );
      for (const { held, answer } of answers)
        if (answer.errorCode === OFFSET_OUT_OF_RANGE) this.#options.onOutOfRange(held);
      if (answers.length > 0 && answers.every(({ answer }) => answer.errorCode === OFFSET_OUT_OF_RANGE))
        return;
    }
    await this.#pause(error);
  }

  #retryLater(error: unknown): void {
    if (this.#closing.signal.aborted || this.#resting) return;
    this.#resting = true;
    void this.#pause(error).then(() => {
      this.#resting = false;
      this.look();
    });
  }

  /** Waits before the next attempt, and tells when it has gone on for too long. */
  async #pause(error: unknown): Promise<void> {
    const { bounds } = this.#options.client;
    const now = performance.now();
    for (const connection of this.#connections) connection.clearMetadata();
    if (this.#failingSince === null) {
      this.#failingSince = now;
      this.#options.onError(error);
    } else if (now - this.#failingSince > bounds.sessionTimeoutMs) {
      this.#options.onLost(error);
      return;
    }
    const waitMs = Math.min(bounds.retryFirstMs * 2 ** this.#failures, bounds.retryMostMs);
    this.#failures += 1;
    await sleep(waitMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
  }
}

function answersIn(
  response: FetchResponse,
  partitions: readonly HeldPartition[],
  metadata: ClusterMetadata,
): readonly { readonly held: HeldPartition; readonly answer: PartitionAnswer }[] {
  const byId = Map.groupBy(partitions, ({ topic }) => metadata.topics.get(topic)?.id);
  return response.responses.flatMap(({ topicId, partitions: answers }) =>
    answers.flatMap((answer) => {
      const held = byId.get(topicId)?.find(({ partition }) => partition === answer.partitionIndex);
      return held ? [{ held, answer }] : [];
    }),
  );
}

/** The library rejects when one partition of an answer is in error; the whole answer is in the rejection. */
function responseIn(error: unknown): FetchResponse | null {
  if (!(error instanceof Error)) return null;
  if ('response' in error && typeof error.response === 'object')
    return error.response as FetchResponse | null;
  const gathered = error instanceof AggregateError ? error.errors : [];
  return gathered.map(responseIn).find((found) => found !== null) ?? null;
}
