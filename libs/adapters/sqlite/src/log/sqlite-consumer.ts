import type { ConsumeOptions, Consumer, ConsumerState } from '@dws/ports';
import type { ConsumerGroup, GroupMember } from './consumer-group.ts';
import type { GroupSlot } from './group-slot.ts';

/** Wait before a rejected batch is handed over again; doubles up to the second figure. Milliseconds. */
const FIRST_BACKOFF_MS = 20;
const LONGEST_BACKOFF_MS = 2_000;

/** One member of a group. */
export class SqliteConsumer implements Consumer, GroupMember {
  readonly topics: readonly string[];
  readonly ready: Promise<void>;
  readonly closed: Promise<void>;
  readonly #closing = Promise.withResolvers<undefined>();
  readonly #options: ConsumeOptions;
  readonly #group: ConsumerGroup;
  readonly #offered = new Set<GroupSlot>();
  readonly #inHand = new Set<Promise<void>>();
  readonly #refusals = new WeakMap<GroupSlot, number>();
  #state: ConsumerState = 'running';
  #stopping: Promise<void> | undefined;

  /** @param missing why the consumer fails at once, where a wanted topic does not exist. */
  constructor(options: ConsumeOptions, group: ConsumerGroup, missing: Error | undefined) {
    this.#options = options;
    this.#group = group;
    this.topics = options.topics;
    this.closed = this.#closing.promise;
    this.closed.catch(() => undefined);
    this.ready = missing ? Promise.reject(missing) : Promise.resolve();
    this.ready.catch(() => undefined);
    if (missing) {
      this.#state = 'failed';
      this.#closing.reject(missing);
      options.onError?.(missing);
    } else group.join(this, options.startFrom ?? 'earliest');
  }

  get state(): ConsumerState {
    return this.#state;
  }

  pause(): void {
    if (this.#state === 'running') this.#state = 'paused';
  }

  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'running';
    this.#takeMore();
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  offer(slot: GroupSlot): void {
    this.#offered.add(slot);
    // Deferred, so that a publisher never runs a handler on its own stack.
    if (this.#offered.size === 1) queueMicrotask(() => this.#takeMore());
  }

  async #stop(): Promise<void> {
    // The batch in hand learns through `isStale` that it may leave early; `#stopping` is set by then.
    await Promise.resolve();
    while (this.#inHand.size > 0) await Promise.all(this.#inHand);
    if (this.#state !== 'running' && this.#state !== 'paused') return;
    this.#state = 'stopped';
    await this.#group.settled();
    this.#group.leave(this);
    this.#closing.resolve(undefined);
  }

  #takeMore(): void {
    for (const slot of this.#offered) {
      const full = this.#inHand.size >= this.#options.concurrency;
      if (full || this.#state !== 'running' || this.#stopping) return;
      this.#offered.delete(slot);
      if (slot.owner !== this || slot.inHand || !slot.hasMore) continue;
      slot.inHand = true;
      const handling: Promise<void> = this.#handle(slot).then((pauseMs) => {
        this.#inHand.delete(handling);
        if (pauseMs === 0) slot.release();
        else setTimeout(() => slot.release(), pauseMs);
        this.#takeMore();
      });
      this.#inHand.add(handling);
    }
  }

  /** Hands over one batch; answers how long the partition rests afterwards. */
  async #handle(slot: GroupSlot): Promise<number> {
    const { topic, partition, end } = slot.partition;
    const told = { stale: false };
    const isStale = (): boolean => (told.stale ||= this.#stopping !== undefined || slot.owner !== this);
    try {
      const messages = await slot.partition.read(slot.position, this.#options.maxBatch);
      const last = messages.at(-1);
      if (!last) return FIRST_BACKOFF_MS;
      const batch = { topic, partition, messages, highWatermark: String(end) };
      await this.#options.onBatch(batch, { isStale, heartbeat: async () => undefined });
      this.#refusals.delete(slot);
      if (!told.stale) this.#group.commit(slot, Number(last.offset) + 1);
      return 0;
    } catch (error) {
      this.#options.onError?.(error);
      const refusals = this.#refusals.get(slot) ?? 0;
      this.#refusals.set(slot, refusals + 1);
      return Math.min(FIRST_BACKOFF_MS * 2 ** refusals, LONGEST_BACKOFF_MS);
    }
  }
}
