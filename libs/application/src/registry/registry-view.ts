import { parseEvent } from '@dws/contracts';
import type { Registry, RegisteredWorker } from '@dws/gate';
import { START, type Position } from '@dws/kernel';
import type { EventStore, RecordedEvent } from '@dws/ports';
import type { MaturityStage, WorkerManifest } from '@dws/worker';
import type { Log } from '../runtime/log.ts';
import type { Names } from '../runtime/names.ts';
import { systemTimers, type Timers } from '../runtime/timers.ts';

const PREFIX = 'registry-';
const PAGE = 500;
const RECONNECT_MS = 250;

export interface RegistryViewOptions {
  readonly store: EventStore;
  readonly names: Names;
  readonly log: Log;
  readonly timers?: Timers;
}

/** Who may work here, as the `registry-<worker>` streams say; follows them as long as the process lives. */
export class RegistryView {
  readonly #options: RegistryViewOptions;
  readonly #workers = new Map<string, RegisteredWorker>();
  readonly #abort = new AbortController();
  #following: Promise<void> | null = null;

  constructor(options: RegistryViewOptions) {
    this.#options = options;
  }

  /** The same object for as long as a registration stands. */
  readonly registry: Registry = (worker) => this.#workers.get(worker) ?? null;

  /** Resolves when everything registered before the first call is known. May be tried again. */
  async start(): Promise<void> {
    if (this.#following) return;
    const { store } = this.#options;
    const head = await store.head();
    let after: Position = START;
    for (;;) {
      const batch = await store.readAll(after, PAGE, this.#filter());
      for (const event of batch.events) this.#fold(event);
      after = batch.upTo;
      if (after.commit >= head.commit || batch.events.length === 0) break;
    }
    this.#following = this.#follow(after);
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#following;
  }

  async #follow(from: Position): Promise<void> {
    const { store, log } = this.#options;
    const { signal } = this.#abort;
    let after = from;
    while (!signal.aborted) {
      try {
        for await (const batch of store.subscribe({ after, filter: this.#filter(), signal })) {
          for (const event of batch.events) this.#fold(event);
          after = batch.upTo;
        }
      } catch (error) {
        log.warn({ err: error, stopping: this.#abort.signal.aborted }, 'lost the registry; following again');
        await (this.#options.timers ?? systemTimers).sleep(RECONNECT_MS, signal);
      }
    }
  }

  #filter() {
    return { streamPrefixes: [this.#options.names.stream(PREFIX)] };
  }

  #fold({ type, data }: RecordedEvent): void {
    if (type === 'worker-registered') {
      const { worker, manifest, stage, status, codeHash } = parseEvent(type, data);
      const registered = manifest as unknown as WorkerManifest;
      this.#workers.set(worker, { manifest: registered, stage: stage as MaturityStage, status, codeHash });
    }
    if (type === 'worker-status-changed') {
      const { worker, status, stage } = parseEvent(type, data);
      const known = this.#workers.get(worker);
      if (known) this.#workers.set(worker, { ...known, status, stage: stage as MaturityStage });
    }
  }
}
