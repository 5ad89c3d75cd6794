import { DwsError, isDwsError, type Clock } from '@dws/kernel';
import type { Signal, SignalSource } from '@dws/sandbox-company';

/** Signals a second that may be asked for. */
export const MAX_RATE = 5_000;
/** Signals in one delivery. */
export const MAX_BATCH = 200;
/** Signals waiting for a gateway that does not answer. */
export const MAX_PENDING = 1_000;

const TICK_MS = 50;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/** Delivers signals in order. Retriable errors mean: not taken, try again. Others mean: refused. */
export type Publish = (signals: readonly Signal[]) => Promise<void>;

export interface SignalsFlowOptions {
  readonly source: SignalSource;
  readonly publish: Publish;
  readonly ratePerSecond: number;
  readonly clock: Clock;
  /** Waits; rejects at once when the signal aborts. */
  readonly sleep: (milliseconds: number, abort: AbortSignal) => Promise<void>;
  /** Hears of every delivery that failed. */
  readonly onTrouble: (error: unknown, waiting: number) => void;
}

export interface FlowStatus {
  readonly ratePerSecond: number;
  readonly published: number;
  readonly refused: number;
  readonly waiting: number;
  readonly failuresInARow: number;
}

/**
 * Lets things happen at a pace and delivers the signals about them, one delivery at a time, so that signals of
 * one subject keep their order. While the gateway does not answer nothing more happens: the flow stands still
 * at its bound, tries again with longer and longer pauses, and goes on where it was.
 */
export class SignalsFlow {
  readonly #options: SignalsFlowOptions;
  readonly #abort = new AbortController();
  readonly #pending: Signal[] = [];
  #rate: number;
  #owed = 0;
  #published = 0;
  #refused = 0;
  #failuresInARow = 0;
  #running: Promise<void> | undefined;

  constructor(options: SignalsFlowOptions) {
    this.#options = options;
    this.#rate = options.ratePerSecond;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends after the delivery in flight. What still waits is in the status. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  setRate(ratePerSecond: number): void {
    this.#rate = ratePerSecond;
  }

  /** @throws DwsError queue-full at {@link MAX_PENDING}. */
  assertRoom(): void {
    if (this.#pending.length < MAX_PENDING) return;
    throw new DwsError('queue-full', `${MAX_PENDING} signals wait for the gateway; start it, then try again`);
  }

  /** Takes a signal that was made elsewhere into the order. */
  add(signal: Signal): void {
    this.assertRoom();
    this.#pending.push(signal);
  }

  status(): FlowStatus {
    return {
      ratePerSecond: this.#rate,
      published: this.#published,
      refused: this.#refused,
      waiting: this.#pending.length,
      failuresInARow: this.#failuresInARow,
    };
  }

  async #run(): Promise<void> {
    let last = this.#options.clock.now();
    while (!this.#abort.signal.aborted) {
      const now = this.#options.clock.now();
      // What a standstill left undone is not made up for in one flood.
      this.#owed = Math.min(this.#owed + ((now - last) * this.#rate) / 1_000, MAX_BATCH);
      last = now;
      while (this.#owed >= 1 && this.#pending.length < MAX_BATCH) {
        this.#pending.push(this.#options.source.next());
        this.#owed -= 1;
      }
      await this.#deliver();
      await this.#pause(this.#pauseMs());
    }
  }

  async #deliver(): Promise<void> {
    const batch = this.#pending.slice(0, MAX_BATCH);
    if (batch.length === 0) return;
    try {
      await this.#options.publish(batch);
      this.#done(batch.length);
      this.#published += batch.length;
    } catch (error) {
      this.#options.onTrouble(error, this.#pending.length);
      if (isRefusal(error)) await this.#deliverOneByOne(batch);
      else this.#failuresInARow += 1;
    }
  }

  /** A refused batch may hold one bad signal; the others shall not be lost with it. */
  async #deliverOneByOne(batch: readonly Signal[]): Promise<void> {
    for (const signal of batch) {
      try {
        await this.#options.publish([signal]);
        this.#published += 1;
      } catch (error) {
        this.#options.onTrouble(error, this.#pending.length);
        if (!isRefusal(error)) {
          this.#failuresInARow += 1;
          return;
        }
        this.#refused += 1;
      }
      this.#done(1);
    }
  }

  #done(count: number): void {
    this.#pending.splice(0, count);
    this.#failuresInARow = 0;
  }

  #pauseMs(): number {
    if (this.#failuresInARow === 0) return TICK_MS;
    return Math.min(FIRST_PAUSE_MS * 2 ** (this.#failuresInARow - 1), LONGEST_PAUSE_MS);
  }

  async #pause(milliseconds: number): Promise<void> {
    try {
      await this.#options.sleep(milliseconds, this.#abort.signal);
    } catch (error) {
      if (!this.#abort.signal.aborted) throw error;
    }
  }
}

function isRefusal(error: unknown): boolean {
  return isDwsError(error) && !error.retriable;
}
