import { setTimeout as sleep } from 'node:timers/promises';
import { DwsError } from '@dws/kernel';
import type { ConsumeOptions, Consumer, ConsumerState } from '@dws/ports';
import type { GroupMember, MemoryGroup } from './memory-group.ts';

const BACKOFF_MS = 20;

type Taken = NonNullable<ReturnType<MemoryGroup['take']>>;

/** One member of a group. */
export class MemoryConsumer implements Consumer, GroupMember {
  readonly topics: readonly string[];
  readonly ready: Promise<void>;
  readonly closed: Promise<void>;
  readonly #closing = Promise.withResolvers<undefined>();
  readonly #options: ConsumeOptions;
  readonly #group: MemoryGroup;
  readonly #inHand = new Set<Promise<void>>();
  #state: ConsumerState = 'running';
  #stopping = false;

  /** @param missing a wanted topic that does not exist; the consumer then fails at once. */
  constructor(options: ConsumeOptions, group: MemoryGroup, missing: string | undefined) {
    this.#options = options;
    this.#group = group;
    this.topics = options.topics;
    this.closed = this.#closing.promise;
    this.closed.catch(() => undefined);
    if (missing === undefined) {
      this.ready = Promise.resolve();
      group.join(this, options.startFrom ?? 'earliest');
    } else {
      const error = new DwsError('topic-unknown', `expected topic ${missing} to exist`, { topic: missing });
      this.#state = 'failed';
      this.ready = Promise.reject(error);
      this.ready.catch(() => undefined);
      this.#closing.reject(error);
      options.onError?.(error);
    }
  }

  get state(): ConsumerState {
    return this.#state;
  }

  pause(): void {
    if (this.#state === 'running') this.#state = 'paused';
  }

  resume(): void {
    if (this.#state === 'paused') this.#state = 'running';
    this.wake();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#inHand);
    if (this.#state !== 'running' && this.#state !== 'paused') return;
    this.#state = 'stopped';
    this.#group.leave(this);
    this.#closing.resolve(undefined);
  }

  wake(): void {
    // Deferred, so that a publisher never runs a handler on its own stack.
    queueMicrotask(() => this.#takeMore());
  }

  #takeMore(): void {
    while (this.#state === 'running' && !this.#stopping && this.#inHand.size < this.#options.concurrency) {
      const taken = this.#group.take(this, this.#options.maxBatch);
      if (!taken) return;
      const handling: Promise<void> = this.#handle(taken).finally(() => {
        this.#inHand.delete(handling);
        this.#group.release(taken.slot);
      });
      this.#inHand.add(handling);
    }
  }

  async #handle({ slot, messages, end }: Taken): Promise<void> {
    const told = { stale: false };
    const isStale = (): boolean => (told.stale ||= this.#stopping || !this.#group.owns(this, slot));
    const batch = { ...slot, messages, highWatermark: String(end) };
    try {
      await this.#options.onBatch(batch, { isStale, heartbeat: async () => undefined });
      if (!told.stale) this.#group.commit(slot, Number(messages.at(-1)?.offset) + 1);
    } catch (error) {
      this.#options.onError?.(error);
      if (!this.#stopping) await sleep(BACKOFF_MS);
    }
  }
}
