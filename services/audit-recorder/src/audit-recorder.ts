import type { CrashProbe, Log, Metrics, Names } from '@dws/application';
import { DwsError, isDwsError, type Clock, type Position } from '@dws/kernel';
import { END, type EventStore, type SealStore, type Signer } from '@dws/ports';
import { lastEvents } from './last-events.ts';
import { Progress } from './progress.ts';
import type { Recorder } from './recorder.ts';
import { recordedStreams } from './recorded-streams.ts';
import { checkedSettings, type RecorderSettings } from './settings.ts';
import type { Sleep } from './sleep.ts';
import { standBy } from './standby.ts';
import { Tenure } from './tenure.ts';

export interface AuditRecorderOptions {
  readonly store: EventStore;
  readonly seals: SealStore;
  readonly signer: Signer;
  readonly names: Names;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly probe: CrashProbe;
  readonly settings?: Partial<RecorderSettings>;
}

/**
 * `standby` while another recorder is at work; `waiting` while the store or the seal store does not answer;
 * `failed` for good: a trail is broken, or an event does not fit.
 */
export type RecorderState = 'starting' | 'active' | 'standby' | 'waiting' | 'stopped' | 'failed';

/** How far recording is behind the store. */
export interface AuditLag {
  readonly state: RecorderState;
  readonly recorded: Position;
  /** Last event that may have to be recorded. */
  readonly head: Position;
  /** Distance in the store's positions; 0 when everything is recorded. */
  readonly behind: bigint;
}

/** The exponent of the backoff stops growing here; `retryMaxMs` bounds it long before. */
const MAX_DOUBLINGS = 20;

/**
 * Copies every event that concerns a worker into that worker's trail: once, in order, chained and sealed. Its
 * only position is what the trails themselves hold.
 */
export class AuditRecorder implements Recorder {
  readonly #options: AuditRecorderOptions;
  readonly #settings: RecorderSettings;
  readonly #abort = new AbortController();
  readonly #progress = new Progress();
  #state: RecorderState = 'starting';
  #failures = 0;
  #running: Promise<void> | null = null;
  readonly #failure = Promise.withResolvers<never>();

  /** @throws DwsError `config-invalid` */
  constructor(options: AuditRecorderOptions) {
    this.#options = options;
    this.#settings = checkedSettings(options.settings ?? {});
    // Nobody has to listen.
    this.#failure.promise.catch(() => undefined);
  }

  /** Rejects when the recorder has failed for good; never resolves. */
  get failed(): Promise<never> {
    return this.#failure.promise;
  }

  get state(): RecorderState {
    return this.#state;
  }

  /** Begins to record; a second call changes nothing. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Finishes the append in hand, seals what is unsealed, and leaves. Never rejects. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  async lag(): Promise<AuditLag> {
    const head = await this.#lastSource();
    const recorded = this.#progress.position;
    const distance = head.commit - recorded.commit;
    return { state: this.#state, recorded, head, behind: distance > 0n ? distance : 0n };
  }

  /** Resolves when everything that stood in the store at the call is recorded. Rejects when recording has ended. */
  async caughtUp(): Promise<void> {
    await this.#progress.reached(await this.#lastSource());
  }

  async #run(): Promise<void> {
    while (!this.#stopping()) {
      try {
        if (this.#state === 'standby') await this.#standBy();
        if (!this.#stopping()) await this.#hold();
      } catch (error) {
        if (this.#stopping()) break;
        if (!isDwsError(error) || !error.retriable) {
          this.#fail(error);
          return;
        }
        this.#failures += 1;
        await this.#wait(this.#failures, error);
      }
    }
    this.#state = 'stopped';
    this.#progress.end(new DwsError('shutting-down', 'The audit recorder was stopped.'));
  }

  #stopping(): boolean {
    return this.#abort.signal.aborted;
  }

  async #hold(): Promise<void> {
    this.#state = 'starting';
    const tenure = new Tenure({
      ...this.#options,
      settings: this.#settings,
      signal: this.#abort.signal,
      backoff: async (attempt, error) => {
        await this.#wait(attempt, error);
        this.#abort.signal.throwIfAborted();
      },
      onRecorded: (upTo) => {
        this.#state = 'active';
        this.#failures = 0;
        this.#progress.advance(upTo);
      },
    });
    if ((await tenure.hold()) === 'fenced') {
      this.#state = 'standby';
      this.#options.log.info({}, 'another recorder is at work: standing by');
    }
  }

  async #standBy(): Promise<void> {
    await standBy({
      ...this.#options,
      settings: this.#settings,
      signal: this.#abort.signal,
      onProgress: (recorded) => this.#progress.advance(recorded),
    });
  }

  async #wait(attempt: number, error: unknown): Promise<void> {
    this.#state = 'waiting';
    this.#options.log.warn({ err: error, attempt }, 'recording waits and tries again');
    const { retryMs, retryMaxMs } = this.#settings;
    const pause = Math.min(retryMs * 2 ** Math.min(attempt - 1, MAX_DOUBLINGS), retryMaxMs);
    await this.#options.sleep(pause, this.#abort.signal);
  }

  #fail(error: unknown): void {
    this.#state = 'failed';
    this.#options.log.error(
      { err: error },
      'recording has ended: a trail is broken or an event does not fit',
    );
    this.#progress.end(error);
    this.#failure.reject(error);
  }

  async #lastSource(): Promise<Position> {
    const { store, names } = this.#options;
    const [last] = await lastEvents(store, END, 1, recordedStreams(names));
    return last?.position ?? this.#progress.position;
  }
}
