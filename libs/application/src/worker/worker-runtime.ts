import { pauseOf, type ControlState } from '@dws/control';
import type { EventStore, MessageLog, SchemaCodec, SystemReader, Tracing } from '@dws/ports';
import type { Clock } from '@dws/kernel';
import type { Cases } from '../case/cases.ts';
import { consumeCases } from '../consume/consume-cases.ts';
import { consumeSignals } from '../consume/consume-signals.ts';
import { Consumers } from '../consume/consumers.ts';
import type { DeadLetters } from '../consume/dead-letters.ts';
import type { MemoryView } from '../memory/memory-view.ts';
import type { Publisher } from '../publish/publisher.ts';
import type { CrashProbe } from '../runtime/crash-points.ts';
import type { Log } from '../runtime/log.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { Names } from '../runtime/names.ts';
import { feedbackSignals } from './late-feedback.ts';
import type { RunnableWorker } from './make-plan.ts';
import { SignalHandler } from './signal-handler.ts';
import type { UnmatchedSignals } from './unmatched-signals.ts';

export interface WorkerRuntimeOptions {
  readonly worker: RunnableWorker;
  readonly store: EventStore;
  readonly messages: MessageLog;
  readonly codec: SchemaCodec;
  readonly reader: SystemReader;
  readonly cases: Cases;
  readonly publisher: Publisher;
  readonly deadLetters: DeadLetters;
  readonly names: Names;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly probe: CrashProbe;
  readonly bounds: WorkerBounds;
  readonly tracing?: Tracing;
  /** What the worker learned; without it a plan is given nothing. */
  readonly memory?: Pick<MemoryView, 'recall'>;
  /** Asked about the signals that this worker passes over, where it is the one that looks after its domain's. */
  readonly unmatched?: UnmatchedSignals;
}

/** What a worker may have in hand at once. */
export interface WorkerBounds {
  /** Signals taken from a partition at once. */
  readonly maxBatch: number;
  /** Partitions worked on at once. */
  readonly concurrency: number;
  /** Milliseconds for all context reads of one case. */
  readonly readBudgetMs: number;
}

export const WORKER_BOUNDS: WorkerBounds = { maxBatch: 200, concurrency: 3, readBudgetMs: 5_000 };

/** One worker as a consumer group of its own, so that it can be scaled and paused alone. */
export class WorkerRuntime {
  readonly #options: WorkerRuntimeOptions;
  readonly #consumers = new Consumers();
  #paused = false;

  constructor(options: WorkerRuntimeOptions) {
    this.#options = options;
  }

  get group(): string {
    return this.#options.names.group(this.#options.worker.definition.manifest.id);
  }

  /** Rejects when a consumer has failed for good; never resolves. */
  get failed(): Promise<never> {
    return this.#consumers.failed;
  }

  get running(): boolean {
    return this.#consumers.running;
  }

  async start(): Promise<void> {
    const { names, worker, bounds, unmatched } = this.#options;
    const { manifest } = worker.definition;
    const handler = new SignalHandler(this.#options);
    const kinds = new Set(manifest.triggers.map(({ signalType }) => signalType));
    const topics = [names.topic('signals', manifest.domain)];
    if (kinds.has('escalation-raised')) topics.push(names.topic('escalations', manifest.domain));
    // An order that stood before this process started holds from the first message on.
    if (this.#paused) this.#consumers.pause();
    await this.#consumers.start(() => [
      consumeSignals({
        ...this.#options,
        ...bounds,
        group: this.group,
        topics,
        types: [...kinds, ...feedbackSignals(manifest).keys()],
        handle: (messages) => handler.signals(messages),
        ...(unmatched ? { passedOver: (messages) => unmatched.look(messages) } : {}),
      }),
      consumeCases({
        ...this.#options,
        ...bounds,
        group: `${this.group}.due`,
        topics: [names.topic('case-due', manifest.domain)],
        types: ['waiting'],
        handle: (messages) => handler.due(messages),
      }),
    ]);
  }

  /** Pauses or resumes the group as the standing orders say. */
  obey(control: ControlState): void {
    const { id, domain } = this.#options.worker.definition.manifest;
    const order = pauseOf(control, id, domain);
    if (order && !this.#paused)
      this.#options.log.warn({ worker: id, order: order.order.order }, 'paused by a control order');
    if (!order && this.#paused) this.#options.log.info({ worker: id }, 'resumed');
    this.#paused = order !== null;
    if (this.#paused) this.#consumers.pause();
    else this.#consumers.resume();
  }

  async stop(): Promise<void> {
    await this.#consumers.stop();
  }
}
