import { DwsError } from '@dws/kernel';
import type { ConsumeOptions, Consumer, ConsumerState } from '@dws/ports';
import { Backoff } from './backoff.ts';
import { isFinal } from './final-errors.ts';
import type { GroupMembership, MembershipEvents, TopicLookup } from './group-membership.ts';
import type { KafkaBounds } from './kafka-options.ts';
import { translateError } from './translate-error.ts';

export interface KafkaConsumerOptions {
  readonly consume: ConsumeOptions;
  readonly bounds: KafkaBounds;
  readonly topics: TopicLookup;
  /** A membership that has not joined yet. */
  readonly membership: (events: MembershipEvents) => GroupMembership;
}

/** Keeps one membership of a group alive: joins, joins again with a backoff when it is lost, or fails for good. */
export class KafkaConsumer implements Consumer {
  readonly ready: Promise<void>;
  readonly closed: Promise<void>;
  readonly #options: KafkaConsumerOptions;
  readonly #readiness = Promise.withResolvers<undefined>();
  readonly #closing = Promise.withResolvers<undefined>();
  readonly #stopRequest = new AbortController();
  readonly #backoff: Backoff;
  #membership: GroupMembership | undefined;
  #state: ConsumerState = 'starting';
  #paused = false;
  /** By the monotonic clock: when it was last known to have its partitions. */
  #ranAt: number | null = null;

  constructor(options: KafkaConsumerOptions) {
    this.#options = options;
    const { reconnectFirstMs, reconnectMostMs } = options.bounds;
    this.#backoff = new Backoff(reconnectFirstMs, reconnectMostMs);
    this.ready = this.#readiness.promise;
    this.closed = this.#closing.promise;
    // Nobody has to listen to either.
    this.ready.catch(() => undefined);
    this.closed.catch(() => undefined);
    void this.#supervise();
  }

  get state(): ConsumerState {
    return this.#state === 'running' && this.#paused ? 'paused' : this.#state;
  }

  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#membership?.pause();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    if (!this.#stopRequest.signal.aborted) this.#membership?.resume();
  }

  async stop(): Promise<void> {
    this.#stopRequest.abort();
    await this.closed.catch(() => undefined);
  }

  async #supervise(): Promise<void> {
    while (!this.#stopRequest.signal.aborted) {
      const error = await this.#serve();
      if (!error) break;
      this.#options.consume.onError?.(error);
      const awayMs = this.#ranAt === null ? null : performance.now() - this.#ranAt;
      if (isFinal(error, awayMs, this.#options.bounds.finalAfterMs)) {
        this.#end('failed', error);
        return;
      }
      this.#state = 'starting';
      await this.#backoff.wait(this.#stopRequest.signal);
    }
    this.#end(
      'stopped',
      new DwsError('shutting-down', `consumer of group ${this.#options.consume.group} was stopped`),
    );
  }

  /** One membership, from joining to its end: `undefined` when it was stopped, else why it was lost. */
  async #serve(): Promise<Error | undefined> {
    const { group, topics } = this.#options.consume;
    const end = Promise.withResolvers<Error | undefined>();
    const lost = (error: unknown): void => end.resolve(translateError(error, `consuming as group ${group}`));
    const stopped = (): void => end.resolve(undefined);
    const { signal } = this.#stopRequest;
    const membership = this.#options.membership({
      onAssigned: () => this.#assigned(),
      onLost: lost,
    });
    this.#membership = membership;
    try {
      await this.#assertTopics(topics);
      await membership.start(this.#paused);
      signal.addEventListener('abort', stopped, { once: true });
      if (signal.aborted) stopped();
    } catch (error) {
      lost(error);
    }
    const error = await end.promise;
    signal.removeEventListener('abort', stopped);
    if (this.#state === 'running') this.#ranAt = performance.now();
    if (error) this.#options.topics.forgetTopics();
    await (error ? membership.abandon() : membership.stop());
    this.#membership = undefined;
    return error;
  }

  async #assertTopics(topics: readonly string[]): Promise<void> {
    const missing = await this.#options.topics.missing(topics);
    if (missing.length === 0) return;
    throw new DwsError('topic-unknown', `expected topics ${missing.join(', ')} to exist`, {
      topics: missing.join(),
    });
  }

  #assigned(): void {
    this.#state = 'running';
    this.#backoff.reset();
    this.#readiness.resolve(undefined);
  }

  #end(state: 'stopped' | 'failed', error: Error): void {
    this.#state = state;
    this.#readiness.reject(error);
    if (state === 'failed') this.#closing.reject(error);
    else this.#closing.resolve(undefined);
  }
}
