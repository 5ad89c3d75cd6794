import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Backoff } from './backoff.ts';
import { isFencing } from './translate-error.ts';

export interface CommittableOffset {
  readonly topic: string;
  readonly partition: number;
  /** Of the next record to read. */
  readonly offset: string;
}

export interface HandledUpTo extends CommittableOffset {
  /** Assignment under which the records were fetched; under a later one they are no business of ours. */
  readonly generation: number;
}

export interface OffsetCommitterOptions {
  readonly commit: (offsets: readonly CommittableOffset[]) => Promise<void>;
  /** Whether the partition is still held by the assignment under which its records were fetched. */
  readonly isCurrent: (handled: HandledUpTo) => boolean;
  /** Told of every commit that failed and is tried again. */
  readonly onError: (error: unknown) => void;
  readonly backoff: Backoff;
}

/**
 * Commits what was handled, for all partitions together, one request at a time: fetching goes on meanwhile. What
 * is not committed yet when a process dies, or a partition moves, is handed over again.
 */
export class OffsetCommitter {
  readonly #options: OffsetCommitterOptions;
  readonly #closing = new AbortController();
  #waiting = new Map<string, HandledUpTo>();
  #running: Promise<void> | undefined;

  constructor(options: OffsetCommitterOptions) {
    this.#options = options;
  }

  /** Takes the offset of the next record to read; it replaces an earlier one of the partition. */
  add(handled: HandledUpTo): void {
    this.#waiting.set(`${handled.topic}/${handled.partition}`, handled);
    this.#running ??= this.#run();
  }

  /** Resolves when everything so far is committed, or has failed once more. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    // Lanes that end in the same turn share the request.
    await nextTurn();
    let given = true;
    while (given && this.#waiting.size > 0) given = await this.#commit();
    this.#running = undefined;
  }

  /** False when it is given up: the offsets stay uncommitted. */
  async #commit(): Promise<boolean> {
    const { commit, isCurrent, onError, backoff } = this.#options;
    const taken = this.#waiting;
    this.#waiting = new Map();
    const ours = [...taken.values()].filter((handled) => isCurrent(handled));
    if (ours.length === 0) return true;
    // Looked at before, so that a close during the last try gives it the one that it is due.
    const isLastTry = this.#closing.signal.aborted;
    try {
      await commit(ours.map(({ topic, partition, offset }) => ({ topic, partition, offset })));
      backoff.reset();
      return true;
    } catch (error) {
      if (isFencing(error)) return true;
      onError(error);
      if (isLastTry) return false;
      await backoff.wait(this.#closing.signal);
      for (const [key, handled] of taken) if (!this.#waiting.has(key)) this.#waiting.set(key, handled);
      return true;
    }
  }
}
