import { START, type Position } from '@dws/kernel';
import { NO_MEMORY, recall, type MemoryState, type Recalled } from '@dws/memory';
import type { Log } from '../runtime/log.ts';
import { systemTimers, type Timers } from '../runtime/timers.ts';
import { learn, memoryFilter, memoryStream, type MemorySources } from './memory-at.ts';

export interface MemoryViewOptions extends MemorySources {
  /** Workers whose trails are followed. */
  readonly workers: readonly string[];
  readonly log: Log;
  readonly timers?: Timers;
}

const RECONNECT_MS = 1_000;

/**
 * The memories of a process's workers, folded once and then followed. A plan takes what stands at the moment and never
 * waits for it: the case pins the position, so that whatever was known is known again on replay.
 */
export class MemoryView {
  readonly #options: MemoryViewOptions;
  readonly #byStream: Map<string, MemoryState>;
  readonly #stopped = new AbortController();
  #following: Promise<void> | null = null;

  constructor(options: MemoryViewOptions) {
    const { names, workers } = options;
    this.#options = options;
    this.#byStream = new Map(workers.map((worker) => [memoryStream(names, worker), NO_MEMORY]));
  }

  start(): void {
    this.#following ??= this.#follow();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#following;
  }

  /** What of this worker's memory concerns an account. */
  recall(worker: string, account: string): Recalled {
    return recall(this.#byStream.get(memoryStream(this.#options.names, worker)) ?? NO_MEMORY, account);
  }

  async #follow(): Promise<void> {
    const { store, names, workers, log, timers = systemTimers } = this.#options;
    const { signal } = this.#stopped;
    const filter = memoryFilter(names, workers);
    let after: Position = START;
    while (!signal.aborted) {
      try {
        for await (const batch of store.subscribe({ after, filter, signal })) {
          for (const event of batch.events) {
            const known = this.#byStream.get(event.stream);
            if (known) this.#byStream.set(event.stream, learn(known, event, this.#options.protection));
          }
          after = batch.upTo;
        }
      } catch (error) {
        log.warn(
          { err: error, stopping: this.#stopped.signal.aborted },
          'lost the trails that memory follows; following again',
        );
        await timers.sleep(RECONNECT_MS, signal);
      }
    }
  }
}
