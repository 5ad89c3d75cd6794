import type { Metrics } from '@dws/application';
import { DwsError } from '@dws/kernel';
import { Worker } from 'node:worker_threads';
import type { AuditLag } from '../audit-recorder.ts';
import type { Recorder } from '../recorder.ts';
import type { Ask, Failure, FromThread, RecorderThreadData } from './protocol.ts';

export interface RecorderThreadOptions extends RecorderThreadData {
  readonly metrics: Metrics;
}

interface Waiting {
  readonly resolve: (lag: AuditLag | null) => void;
  readonly reject: (error: Error) => void;
}

/** Larger than the default, as in the main thread: copies live for some milliseconds. */
const YOUNG_GENERATION_MB = 48;

/**
 * The recorder in a thread of its own, on the embedded store: chaining takes a fifth of what a governed action costs,
 * and nothing waits for it (docs/adr/0062).
 */
export class RecorderThread implements Recorder {
  readonly failed: Promise<never>;
  readonly #worker: Worker;
  readonly #failure = Promise.withResolvers<never>();
  readonly #waiting = new Map<number, Waiting>();
  readonly #metrics: Metrics;
  #lastId = 0;
  #stopping: Promise<void> | undefined;

  constructor({ metrics, ...workerData }: RecorderThreadOptions) {
    this.#metrics = metrics;
    this.failed = this.#failure.promise;
    // Nobody has to listen.
    this.failed.catch(() => undefined);
    this.#worker = new Worker(new URL('./recorder-worker.ts', import.meta.url), {
      workerData,
      transferList: [workerData.store],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    this.#worker.on('message', (message: FromThread) => this.#take(message));
    this.#worker.on('error', (error: Error) =>
      this.#end(`the audit recorder's thread failed: ${error.message}`, error),
    );
    this.#worker.on('exit', () => this.#end("the audit recorder's thread has ended"));
  }

  start(): void {
    // A failure to start is told by `failed`.
    this.#ask('start').catch(() => undefined);
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#ask('stop')
      .catch(() => null)
      .then(async () => {
        await this.#worker.terminate();
      });
    return this.#stopping;
  }

  async lag(): Promise<AuditLag> {
    const lag = await this.#ask('lag');
    if (!lag) throw new Error('expected the lag, found none');
    return lag;
  }

  async caughtUp(): Promise<void> {
    await this.#ask('caughtUp');
  }

  #ask(ask: Ask['ask']): Promise<AuditLag | null> {
    const id = (this.#lastId += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, ask } satisfies Ask);
    });
  }

  #take(message: FromThread): void {
    if (message.kind === 'counted') for (const counted of message.counts) this.#metrics.count(...counted);
    else if (message.kind === 'failed') this.#failure.reject(revived(message.failure));
    else {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.kind === 'answer') waiting?.resolve(message.lag);
      else waiting?.reject(revived(message.failure));
    }
  }

  #end(message: string, cause?: unknown): void {
    const error = new DwsError('shutting-down', message, {}, cause);
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    if (!this.#stopping) this.#failure.reject(error);
  }
}

function revived({ message, code }: Failure): Error {
  return code === null ? new Error(message) : new DwsError(code, message);
}
