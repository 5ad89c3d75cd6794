import { DwsError } from '@dws/kernel';
import type { ConsumeOptions, Consumer, ConsumerState, IncomingMessage } from '@dws/ports';
import type { SimulatedProcess } from '../world/simulated-process.ts';
import type { CallFault } from '../world/weather.ts';
import type { GroupState, Member } from './group-state.ts';
import type { LogState, Slot } from './log-state.ts';

/** Time without a heartbeat after which the brokers give a member's partitions away. */
export const SESSION_MS = 10_000;
const BACKOFF_MS = 300;
const FETCH_FAULTS: readonly CallFault[] = ['delay-before', 'crash-before'];
const COMMIT_FAULTS: readonly CallFault[] = [
  'fail-before',
  'lost-answer',
  'delay-before',
  'crash-before',
  'crash-after',
];

/** One member of a group, in one process. */
export class SimulatedConsumer implements Consumer, Member {
  readonly topics: readonly string[];
  readonly ready: Promise<void>;
  readonly closed: Promise<void>;
  readonly #closing = Promise.withResolvers<undefined>();
  readonly #process: SimulatedProcess;
  readonly #group: GroupState;
  readonly #options: ConsumeOptions;
  readonly #inHand = new Map<Slot, Promise<void>>();
  readonly #fetching = new Set<Slot>();
  #paused = false;
  #stopping = false;
  #state: ConsumerState = 'starting';

  constructor(process: SimulatedProcess, log: LogState, options: ConsumeOptions) {
    this.#process = process;
    this.#options = options;
    this.#group = log.group(options.group);
    this.topics = options.topics;
    this.closed = this.#closing.promise;
    this.ready = this.#call('join', options.group, ['delay-before', 'crash-before'], () => {
      if (this.#stopping) return;
      this.#state = 'running';
      this.#group.join(this);
    });
    this.ready.catch(() => undefined);
    process.onCrash.push(() => process.simulation.after(SESSION_MS, () => this.#group.leave(this)));
  }

  get state(): ConsumerState {
    return this.#paused && this.#state === 'running' ? 'paused' : this.#state;
  }

  get process(): SimulatedProcess {
    return this.#process;
  }

  /** The brokers give its partitions away; it notices and comes back, with what it has in hand still in hand. */
  evict(backAfterMs: number): void {
    if (!this.#group.members.includes(this)) return;
    this.#group.leave(this);
    this.#process.after(backAfterMs, () => {
      if (!this.#stopping) this.#group.join(this);
    });
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#group.pump();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#inHand.values());
    this.#group.leave(this);
    this.#state = 'stopped';
    this.#closing.resolve(undefined);
  }

  offer(slot: Slot): void {
    if (this.#fetching.has(slot) || !this.#free(slot)) return;
    this.#fetching.add(slot);
    const fetching = this.#call('fetch', `${this.#group.name} ${slot.name}`, FETCH_FAULTS, () => {
      this.#fetching.delete(slot);
      if (this.#free(slot) && this.#group.owns(this, slot) && this.#group.behind(slot)) this.#take(slot);
    });
    fetching.catch(() => {
      this.#process.after(BACKOFF_MS, () => {
        this.#fetching.delete(slot);
        this.#group.pump();
      });
    });
  }

  #free(slot: Slot): boolean {
    return (
      !this.#paused &&
      !this.#stopping &&
      !this.#inHand.has(slot) &&
      this.#inHand.size < this.#options.concurrency
    );
  }

  #take(slot: Slot): void {
    const { records } = slot;
    const from = this.#group.committed(slot);
    const most = Math.min(this.#options.maxBatch, records.length - from);
    const messages = records.slice(from, from + 1 + this.#process.simulation.choose(most));
    const handling = this.#handle(slot, messages, records.length).finally(() => {
      this.#inHand.delete(slot);
      this.#group.pump();
    });
    this.#inHand.set(slot, handling);
  }

  async #handle(slot: Slot, messages: readonly IncomingMessage[], end: number): Promise<void> {
    const told = { stale: false };
    const isStale = (): boolean => (told.stale ||= this.#stopping || !this.#group.owns(this, slot));
    const next = Number(messages.at(-1)?.offset) + 1;
    try {
      const { topic, partition, name } = slot;
      const batch = { topic, partition, messages, highWatermark: String(end) };
      await this.#options.onBatch(batch, { isStale, heartbeat: async () => undefined });
      if (told.stale) return;
      await this.#call('commit', `${this.#group.name} ${name} ${next}`, COMMIT_FAULTS, () =>
        this.#group.commit(this, slot, next),
      );
    } catch (error) {
      this.#options.onError?.(error);
      if (!this.#stopping) await this.#process.sleep(BACKOFF_MS);
    }
  }

  #call<Result>(
    operation: string,
    about: string,
    faults: readonly CallFault[],
    perform: () => Result,
  ): Promise<Result> {
    const failed = () => new DwsError('log-unavailable', 'the simulated brokers do not answer');
    // A member that cannot reach the brokers waits for them; only what it says to them fails.
    const port = operation === 'commit' ? 'log' : 'log-session';
    return this.#process.call({ port, operation, about, faults, perform, failed });
  }
}
