import { setTimeout as sleep } from 'node:timers/promises';
import { Consumer } from '@platformatic/kafka';
import type { ConsumeOptions } from '@dws/ports';
import { Backoff } from '../backoff.ts';
import type { GroupMembership, MembershipEvents } from '../group-membership.ts';
import { OffsetCommitter, type CommittableOffset } from '../offset-committer.ts';
import { handleSlice, type LaneMembership } from '../partition-lane.ts';
import { Slots } from '../slots.ts';
import { translateError } from '../translate-error.ts';
import type { AdminSession } from './admin-session.ts';
import type { PlatformaticClient } from './client.ts';
import { Fetcher } from './fetcher.ts';
import { placeOf, type HeldPartition } from './held-partition.ts';
import { Holdings } from './holdings.ts';
import { EARLIEST, offsetsAt } from './offsets-at.ts';
import { startOf } from './start-of.ts';

const COOPERATIVE = [{ name: 'cooperative-sticky', version: 3 }];
const ANY_LEADER_EPOCH = -1;
/** How long leaving may take where a broker does not answer. */
const LEAVE_MS = 2_000;

/**
 * One membership of a group, dealt cooperatively: what a member keeps in a rebalance it goes on with. Three kinds of
 * connection, because a broker answers one request of a connection after the other: one for heartbeats, one for
 * commits, and those of the fetcher.
 */
export class Membership implements GroupMembership {
  readonly #client: PlatformaticClient;
  readonly #admin: AdminSession;
  readonly #options: ConsumeOptions;
  readonly #events: MembershipEvents;
  readonly #member: Consumer;
  readonly #commits: Consumer;
  readonly #fetcher: Fetcher;
  readonly #committer: OffsetCommitter;
  readonly #holdings = new Holdings();
  readonly #slots: Slots;
  readonly #lane: Omit<LaneMembership, 'isStale' | 'handled'>;
  #halt = new AbortController();
  #stopping = false;
  #over = false;
  #partitionCount = 0;
  #recount: NodeJS.Timeout | undefined;

  constructor(
    client: PlatformaticClient,
    admin: AdminSession,
    options: ConsumeOptions,
    events: MembershipEvents,
    instanceId?: string,
  ) {
    const { bounds, connection } = client;
    this.#client = client;
    this.#admin = admin;
    this.#options = options;
    this.#events = events;
    this.#slots = new Slots(options.concurrency);
    const { group, topics } = options;
    this.#member = new Consumer({
      ...connection,
      groupId: group,
      ...(instanceId === undefined ? {} : { groupInstanceId: instanceId }),
      // The group may take its time to gather; a broker that says nothing is noticed by the heartbeats.
      requestTimeout: bounds.rebalanceTimeoutMs + bounds.requestTimeoutMs,
      sessionTimeout: bounds.sessionTimeoutMs,
      rebalanceTimeout: Math.max(bounds.rebalanceTimeoutMs, bounds.sessionTimeoutMs),
      heartbeatInterval: bounds.heartbeatMs,
      heartbeatStallTimeout: bounds.sessionTimeoutMs,
      protocols: COOPERATIVE,
    });
    // Commits are tried again by the committer. The library would join the group anew for a refused one, and
    // then commit what is no longer ours.
    this.#commits = new Consumer({ ...connection, groupId: group, retries: 0 });
    this.#fetcher = new Fetcher({
      client,
      group,
      topics,
      wanted: () => this.#wanted(),
      onFetched: (held, { messages, next }, highWatermark) => {
        held.next = next;
        held.highWatermark = highWatermark;
        if (held.lostIn !== null || messages.length === 0) return;
        held.waiting = held.waiting.length === 0 ? messages : [...held.waiting, ...messages];
        this.#handOver(held);
      },
      onOutOfRange: (held) => {
        held.next = null;
        this.#restart(held).catch((error: unknown) => this.#lost(error));
      },
      onError: (error) => this.#tell(error, 'fetching'),
      onLost: (error) => this.#lost(error),
    });
    this.#committer = new OffsetCommitter({
      commit: (offsets) => this.#commit(offsets),
      isCurrent: (handled) => this.#holdings.mayCommit(handled),
      onError: (error) => this.#tell(error, 'committing'),
      backoff: new Backoff(bounds.rejectionFirstMs, bounds.rejectionMostMs),
    });
    const haltNow = (): AbortSignal => this.#halt.signal;
    this.#lane = {
      get halt() {
        return haltNow();
      },
      // The library sends heartbeats by a clock of its own.
      heartbeat: async () => undefined,
    };
  }

  async start(paused: boolean): Promise<void> {
    if (paused) this.#halt.abort();
    const member = this.#member;
    for (const one of [member, this.#commits]) one.on('error', (error) => this.#lost(error));
    member.on('consumer:group:join', () => this.#dealt());
    // Also between the two rounds of a rebalance, when partitions were taken away.
    member.on('consumer:group:rebalance', () => this.#dealt());
    member.on('consumer:heartbeat:error', ({ error }) => this.#lost(error));
    member.on('consumer:heartbeat:stalled', () => this.#lost(new Error('heartbeats are not answered')));
    member.topics.trackAll(...this.#options.topics);
    this.#partitionCount = await this.#fetcher.partitionCount();
    await member.joinGroup({});
    this.#recount = setInterval(() => void this.#countPartitions(), this.#client.bounds.metadataAgeMs);
    this.#recount.unref();
  }

  pause(): void {
    this.#halt.abort();
  }

  resume(): void {
    this.#halt = new AbortController();
    for (const held of this.#holdings.all) this.#handOver(held);
    this.#fetcher.look();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.pause();
    await Promise.all(this.#holdings.lanes);
    await this.#committer.close();
    await this.#leave();
  }

  async abandon(): Promise<void> {
    this.#over = true;
    this.#stopping = true;
    this.#halt.abort();
    this.#holdings.clear();
    await this.#leave();
  }

  async #leave(): Promise<void> {
    clearInterval(this.#recount);
    const closing = [this.#member, this.#commits].map((one) => one.close(true).catch(() => undefined));
    await Promise.race([Promise.all([...closing, this.#fetcher.close()]), sleep(LEAVE_MS)]);
  }

  #lost(error: unknown): void {
    if (this.#over) return;
    this.#over = true;
    this.#holdings.clear();
    this.#events.onLost(error);
  }

  #tell(error: unknown, doing: string): void {
    if (!this.#over) this.#options.onError?.(translateError(error, `${doing} for ${this.#options.group}`));
  }

  #dealt(): void {
    if (this.#over) return;
    const { memberId, generationId, assignments } = this.#member;
    const added = this.#holdings.deal(memberId ?? '', generationId, assignments ?? []);
    // A commit in the middle of the rebalance may have been refused.
    for (const held of this.#holdings.all) this.#offer(held);
    this.#position(added, this.#options.startFrom ?? 'earliest').then(
      (found) => found && this.#events.onAssigned(),
      (error: unknown) => this.#lost(error),
    );
  }

  /** Finds where to begin. True when that is known of every partition that is held. */
  async #position(added: readonly HeldPartition[], startFrom: 'earliest' | 'latest'): Promise<boolean> {
    const { group } = this.#options;
    const starts = await this.#admin.use(`finding where group ${group} begins`, (admin) =>
      startOf(admin, group, added, startFrom),
    );
    const pins = starts.filter(({ isNew }) => isNew && startFrom === 'latest');
    // Without this the group would start at the end anew after each rebalance and skip what came in between.
    if (pins.length > 0)
      await this.#commit(pins.map(({ held, next }) => ({ ...placeIn(held), offset: String(next) })));
    for (const { held, next } of starts) held.next ??= next;
    this.#fetcher.look();
    return this.#holdings.all.every(({ next }) => next !== null);
  }

  /** Goes on with the oldest record that is still there. */
  async #restart(held: HeldPartition): Promise<void> {
    const oldest = await this.#admin.use(`finding the oldest record of ${placeOf(held)}`, (admin) =>
      offsetsAt(admin, [held], EARLIEST),
    );
    held.next ??= oldest.get(placeOf(held)) ?? 0n;
    this.#fetcher.look();
  }

  async #commit(offsets: readonly CommittableOffset[]): Promise<void> {
    // Under the generation that was dealt last, whatever the member has heard of since: what it no longer
    // holds is then refused by the broker.
    this.#commits.memberId = this.#holdings.memberId;
    this.#commits.generationId = this.#holdings.generation;
    await this.#commits.commit({
      offsets: offsets.map(({ topic, partition, offset }) => ({
        topic,
        partition,
        offset: BigInt(offset),
        leaderEpoch: ANY_LEADER_EPOCH,
      })),
    });
    for (const one of offsets) {
      const held = this.#holdings.get(placeOf(one));
      if (held) held.committed = one.offset;
    }
  }

  #wanted(): readonly HeldPartition[] {
    if (this.#halt.signal.aborted || this.#over) return [];
    const room = this.#options.maxBatch;
    return this.#holdings.all.filter(
      ({ next, fetching, waiting }) => next !== null && !fetching && waiting.length < room,
    );
  }

  #handOver(held: HeldPartition): void {
    if (held.lane || held.waiting.length === 0 || held.lostIn !== null) return;
    held.lane = this.#drain(held)
      .catch((error: unknown) => this.#lost(error))
      .finally(() => {
        held.lane = null;
      });
  }

  async #drain(held: HeldPartition): Promise<void> {
    const { topic, partition } = held;
    const isStale = (): boolean => this.#stopping || held.lostIn !== null || this.#over;
    const lane = this.#lane;
    const membership: LaneMembership = {
      get halt() {
        return lane.halt;
      },
      heartbeat: lane.heartbeat,
      isStale,
      handled: (offset) => {
        held.handled = String(BigInt(offset) + 1n);
        this.#offer(held);
      },
    };
    const options = { consume: this.#options, bounds: this.#client.bounds, slots: this.#slots };
    while (held.waiting.length > 0) {
      const messages = held.waiting.slice(0, this.#options.maxBatch);
      const slice = { topic, partition, highWatermark: String(held.highWatermark), messages };
      if (!(await handleSlice(slice, membership, options))) return;
      held.waiting = held.waiting.slice(messages.length);
      this.#fetcher.look();
    }
  }

  #offer(held: HeldPartition): void {
    const { handled, committed, holding } = held;
    if (handled === null || handled === committed) return;
    this.#committer.add({ ...placeIn(held), offset: handled, generation: holding });
  }

  /** Topics can be given more partitions; the group is then dealt anew, by its leader. */
  async #countPartitions(): Promise<void> {
    try {
      const count = await this.#fetcher.partitionCount();
      if (count === this.#partitionCount || this.#stopping) return;
      this.#partitionCount = count;
      await this.#member.joinGroup({});
    } catch (error) {
      this.#tell(error, 'looking for added partitions');
    }
  }
}

const placeIn = ({ topic, partition }: HeldPartition): { topic: string; partition: number } => ({
  topic,
  partition,
});
