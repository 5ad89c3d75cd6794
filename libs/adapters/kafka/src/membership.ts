import type { Consumer, EachBatchPayload } from 'kafkajs';
import { DwsError } from '@dws/kernel';
import type { ConsumeOptions } from '@dws/ports';
import type { AdminSession } from './admin-session.ts';
import type { KafkaClient } from './kafka-client.ts';
import { Backoff } from './backoff.ts';
import { OffsetCommitter } from './offset-committer.ts';
import { runLane, type LaneMembership } from './partition-lane.ts';
import { fromKafka } from './records.ts';
import type { GroupMembership, MembershipEvents } from './group-membership.ts';
import { SilenceWatch } from './silence-watch.ts';
import { Slots } from './slots.ts';
import { translateError } from './translate-error.ts';
import { pinToLatest, type Assignment } from './start-position.ts';

const keyOf = (topic: string, partition: number): string => `${topic}/${partition}`;

/**
 * One kafkajs consumer from joining the group to its loss. It never restarts itself: KafkaConsumer builds a new
 * one, so that there is one way of starting and one backoff.
 */
export class Membership implements GroupMembership {
  readonly #client: KafkaClient;
  readonly #admin: AdminSession;
  readonly #options: ConsumeOptions;
  readonly #events: MembershipEvents;
  readonly #consumer: Consumer;
  readonly #slots: Slots;
  readonly #committer: OffsetCommitter;
  /** One lane per partition; a partition with a lane is fetched again only when the lane has ended. */
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #detached = new Set<string>();
  #assignment: Assignment = {};
  /** Counts the assignments. Records fetched under an earlier one must not be committed under a later. */
  #generation = 0;
  #rebalancing = false;
  #stopping = false;
  #halt = new AbortController();
  #pinned: Promise<void> = Promise.resolve();
  #watch: SilenceWatch | undefined;

  constructor(client: KafkaClient, admin: AdminSession, options: ConsumeOptions, events: MembershipEvents) {
    const { bounds, kafka } = client;
    this.#client = client;
    this.#admin = admin;
    this.#options = options;
    this.#events = events;
    this.#slots = new Slots(options.concurrency);
    this.#committer = new OffsetCommitter({
      commit: (offsets) => this.#consumer.commitOffsets([...offsets]),
      isCurrent: ({ generation }) => generation === this.#generation,
      onError: (error) => options.onError?.(translateError(error, `committing for ${options.group}`)),
      backoff: new Backoff(bounds.rejectionFirstMs, bounds.rejectionMostMs),
    });
    this.#consumer = kafka.consumer({
      groupId: options.group,
      sessionTimeout: bounds.sessionTimeoutMs,
      heartbeatInterval: bounds.heartbeatMs,
      rebalanceTimeout: bounds.rebalanceTimeoutMs,
      maxWaitTimeInMs: bounds.fetchWaitMs,
      maxBytesPerPartition: bounds.fetchBytesPerPartition,
      maxBytes: bounds.fetchBytes,
      metadataMaxAge: bounds.metadataAgeMs,
      allowAutoTopicCreation: false,
      retry: {
        retries: bounds.requestRetries,
        initialRetryTime: bounds.retryFirstMs,
        maxRetryTime: bounds.retryMostMs,
        restartOnFailure: async () => false,
      },
    });
  }

  /** Joins the group. @param paused whether to start without fetching. */
  async start(paused: boolean): Promise<void> {
    const { events } = this.#consumer;
    if (paused) this.#halt.abort();
    this.#consumer.on(events.GROUP_JOIN, ({ payload }) => this.#assigned(payload.memberAssignment));
    this.#consumer.on(events.REBALANCING, () => {
      this.#rebalancing = true;
    });
    this.#consumer.on(events.CRASH, ({ payload }) => this.#lost(payload.error));
    this.#watchHeartbeats();
    await this.#consumer.connect();
    const fromBeginning = this.#options.startFrom !== 'latest';
    await this.#consumer.subscribe({ topics: [...this.#options.topics], fromBeginning });
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: this.#options.concurrency,
      eachBatch: (payload) => this.#take(payload),
    });
  }

  /**
   * kafkajs forgets who it is when it is told that the group knows it no more and cannot join again at once: from then
   * on it sends no heartbeat, so nothing fails, and it fetches what is another's by now for ever. A join may take as
   * long as a rebalance.
   */
  #watchHeartbeats(): void {
    const { sessionTimeoutMs, rebalanceTimeoutMs } = this.#client.bounds;
    const most = Math.ceil(rebalanceTimeoutMs / sessionTimeoutMs) + 2;
    const silent = `no heartbeat of group ${this.#options.group} was taken for ${most} sessions`;
    const onSilent = (): void => this.#lost(new DwsError('log-unavailable', silent));
    const watch = new SilenceWatch({ everyMs: sessionTimeoutMs, most, onSilent });
    const { HEARTBEAT, GROUP_JOIN } = this.#consumer.events;
    for (const event of [HEARTBEAT, GROUP_JOIN]) this.#consumer.on(event, () => watch.heard());
    this.#watch = watch;
  }

  pause(): void {
    this.#halt.abort();
    this.#syncFetching();
  }

  resume(): void {
    this.#halt = new AbortController();
    this.#syncFetching();
  }

  /** Waits for the handlers in hand and their commits, then leaves the group. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.pause();
    await Promise.all(this.#lanes.values());
    await this.#committer.close();
    await this.#leave();
  }

  /** Leaves without waiting for handlers; nothing of theirs will be committed. */
  async abandon(): Promise<void> {
    this.#generation += 1;
    this.#stopping = true;
    this.#halt.abort();
    this.#watch?.close();
    // One that a broker keeps waiting must not keep its successor waiting; nothing of what it still fetches counts.
    const { rebalanceTimeoutMs } = this.#client.bounds;
    const late = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => late.resolve(undefined), rebalanceTimeoutMs);
    await Promise.race([this.#leave(), late.promise]);
    clearTimeout(timer);
  }

  async #leave(): Promise<void> {
    this.#watch?.close();
    await this.#consumer.disconnect().catch(() => undefined);
  }

  #assigned(assignment: Assignment): void {
    this.#assignment = assignment;
    this.#generation += 1;
    this.#rebalancing = false;
    this.#syncFetching();
    if (this.#options.startFrom === 'latest') {
      this.#pinned = pinToLatest(this.#admin, this.#consumer, this.#options.group, assignment);
    }
    this.#pinned.then(
      () => this.#events.onAssigned(),
      (error: unknown) => this.#lost(error),
    );
  }

  #lost(error: unknown): void {
    this.#generation += 1;
    this.#events.onLost(error);
  }

  /** Starts a lane for the fetched records; waits for it, but not longer than other partitions can wait. */
  async #take(payload: EachBatchPayload): Promise<void> {
    await this.#pinned;
    const { topic, partition } = payload.batch;
    const key = keyOf(topic, partition);
    // Returning without a resolved offset means that the same records are fetched again.
    if (this.#halt.signal.aborted) return;
    if (!this.#lanes.has(key)) this.#openLane(key, payload);
    const lane = this.#lanes.get(key);
    const { detachAfterMs } = this.#client.bounds;
    const timeout = Promise.withResolvers<'detach'>();
    const timer = setTimeout(() => timeout.resolve('detach'), detachAfterMs);
    const first = await Promise.race([lane, timeout.promise]);
    clearTimeout(timer);
    if (first !== 'detach' || !this.#lanes.has(key)) return;
    this.#detached.add(key);
    this.#syncFetching();
  }

  #openLane(key: string, payload: EachBatchPayload): void {
    const { topic, partition, highWatermark, messages } = payload.batch;
    const records = messages.map((record) => fromKafka(topic, partition, record));
    const lane = runLane(
      { topic, partition, highWatermark, messages: records },
      this.#membershipFor(payload),
      {
        consume: this.#options,
        bounds: this.#client.bounds,
        slots: this.#slots,
      },
    )
      .catch((error: unknown) => this.#lost(error))
      .finally(() => {
        this.#lanes.delete(key);
        if (this.#detached.delete(key)) this.#syncFetching();
      });
    this.#lanes.set(key, lane);
  }

  #membershipFor(payload: EachBatchPayload): LaneMembership {
    const { topic, partition } = payload.batch;
    const generation = this.#generation;
    const hasEnded = (): boolean => this.#generation !== generation;
    return {
      halt: this.#halt.signal,
      isStale: () => this.#stopping || this.#rebalancing || hasEnded(),
      // A rebalance that has begun still takes commits of the members it began with: what a handler finishes
      // meanwhile is not done twice.
      handled: (offset) => {
        if (hasEnded()) return;
        payload.resolveOffset(offset);
        this.#committer.add({ topic, partition, offset: String(BigInt(offset) + 1n), generation });
      },
      heartbeat: async () => {
        // A refused heartbeat is for the fetching loop to act on; it sends its own and sees the same.
        await payload.heartbeat().catch(() => undefined);
      },
    };
  }

  /** Brings what kafkajs fetches in line with what may be handed over now. */
  #syncFetching(): void {
    const paused: { topic: string; partitions: number[] }[] = [];
    const active: { topic: string; partitions: number[] }[] = [];
    for (const [topic, partitions] of Object.entries(this.#assignment)) {
      // By partition, never by topic: kafkajs forgets that a topic is paused once a partition of it is.
      for (const partition of partitions) {
        const held = this.#halt.signal.aborted || this.#detached.has(keyOf(topic, partition));
        (held ? paused : active).push({ topic, partitions: [partition] });
      }
    }
    try {
      this.#consumer.pause(paused);
      this.#consumer.resume(active);
    } catch {
      // Not running (yet, or any more): the next assignment brings it in line.
    }
  }
}
