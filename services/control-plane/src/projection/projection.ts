import type { Log, Names } from '@dws/application';
import { comparePositions, START, type Position } from '@dws/kernel';
import { END, type EventFilter, type EventStore, type RecordedEvent } from '@dws/ports';
import type { ControlPlaneBounds } from '../runtime/bounds.ts';
import type { Sleep } from '../runtime/sleep.ts';
import type { CaseEntry } from './case-entry.ts';
import { CaseIndex } from './case-index.ts';
import { DueQueue } from './due-queue.ts';
import { AT_ONCE, duesOf, nextDue } from './due.ts';
import { EscalationFold } from './escalation-fold.ts';
import { OrderFold } from './order-fold.ts';
import { RegistryFold } from './registry-fold.ts';

export interface ProjectionOptions {
  readonly store: EventStore;
  readonly names: Names;
  readonly log: Log;
  readonly sleep: Sleep;
  readonly bounds: ControlPlaneBounds;
  /** This service's name in event metadata. */
  readonly service: string;
}

interface Waiter {
  readonly holds: () => boolean;
  readonly resolve: () => void;
}

/** Everything the control plane knows, folded from the store's whole log in one order, and rebuilt at start. */
export class Projection {
  readonly #options: ProjectionOptions;
  readonly #abort = new AbortController();
  readonly #waiters = new Set<Waiter>();
  readonly #listeners = new Set<(entry: Readonly<CaseEntry>) => void>();
  readonly #caseStream: string;
  readonly #controlStream: string;
  readonly #escalationStream: string;
  readonly cases: CaseIndex;
  readonly orders: OrderFold;
  readonly registry = new RegistryFold();
  readonly escalations: EscalationFold;
  readonly due = new DueQueue();
  #position: Position = START;
  #caughtUp = false;
  #following: Promise<void> | null = null;

  constructor(options: ProjectionOptions) {
    const { bounds, names, service } = options;
    this.#options = options;
    this.#caseStream = names.stream('case-');
    this.#controlStream = names.stream('control');
    this.#escalationStream = names.stream('escalation-');
    this.escalations = new EscalationFold(bounds.completedEscalations);
    this.cases = new CaseIndex(bounds.closedCases);
    this.orders = new OrderFold({
      index: this.cases,
      controlPlane: service,
      completedLimit: bounds.completedOrders,
      listed: bounds.listedCases,
    });
  }

  get caughtUp(): boolean {
    return this.#caughtUp;
  }

  /** Resolves when everything that stood in the store at the call is folded; then follows. May be tried again. */
  async start(): Promise<void> {
    const target = await this.#lastWanted();
    this.#following ??= this.#follow();
    await this.until(() => comparePositions(this.#position, target) >= 0, this.#abort.signal);
    this.#caughtUp = true;
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#following;
  }

  /** Resolves to true once `holds`, looked at after every batch; to false when `signal` aborts before. */
  async until(holds: () => boolean, signal: AbortSignal): Promise<boolean> {
    if (holds()) return true;
    if (signal.aborted) return false;
    return new Promise((resolve) => {
      const end = (answer: boolean): void => {
        this.#waiters.delete(waiter);
        signal.removeEventListener('abort', giveUp);
        resolve(answer);
      };
      const giveUp = (): void => end(false);
      const waiter: Waiter = { holds, resolve: () => end(true) };
      this.#waiters.add(waiter);
      signal.addEventListener('abort', giveUp);
    });
  }

  /** Told of every case that changes, once caught up. Gives back what ends it. */
  listen(listener: (entry: Readonly<CaseEntry>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get #filter(): EventFilter {
    return {
      streamPrefixes: [
        this.#caseStream,
        this.#controlStream,
        this.#escalationStream,
        this.#options.names.stream('registry-'),
      ],
    };
  }

  async #lastWanted(): Promise<Position> {
    let before: Position | typeof END = END;
    for (;;) {
      const { events, upTo } = await this.#options.store.readAllBackwards(before, 1, this.#filter);
      const [last] = events;
      if (last) return last.position;
      if (comparePositions(upTo, START) <= 0) return START;
      before = upTo;
    }
  }

  async #follow(): Promise<void> {
    const { store, log, sleep, bounds } = this.#options;
    const { signal } = this.#abort;
    const stopping = (): boolean => signal.aborted;
    while (!stopping()) {
      try {
        const batches = store.subscribe({
          after: this.#position,
          filter: this.#filter,
          batchSize: bounds.projectionBatch,
          signal,
        });
        for await (const { events, upTo } of batches) {
          for (const event of events) this.#fold(event);
          this.#position = upTo;
          for (const waiter of [...this.#waiters]) if (waiter.holds()) waiter.resolve();
        }
      } catch (error) {
        if (stopping()) return;
        log.warn({ err: error }, 'lost the store; following again');
        await sleep(bounds.reconnectMs, signal);
      }
    }
  }

  #fold(event: RecordedEvent): void {
    this.#position = event.position;
    try {
      if (event.stream.startsWith(this.#caseStream)) this.#foldCase(event);
      else if (event.stream.startsWith(this.#controlStream)) this.#foldControl(event);
      else if (event.stream.startsWith(this.#escalationStream)) this.escalations.fold(event);
      else this.registry.fold(event);
    } catch (error) {
      // One event that no version of this service understands must not take the kill switch from everybody.
      const { stream, revision, type } = event;
      this.#options.log.error({ err: error, stream, revision, type }, 'an event cannot be folded');
    }
  }

  #foldControl(event: RecordedEvent): void {
    const ended = this.orders.fold(event);
    if (ended === null) return;
    for (const entry of this.cases.heldBy(ended)) this.due.put(entry, AT_ONCE);
  }

  #foldCase(event: RecordedEvent): void {
    const entry = this.cases.fold(event);
    if (!entry) return;
    if (entry.escalation !== null) this.escalations.foldCase(entry);
    const next = nextDue(duesOf(entry, this.orders.stands));
    if (next) this.due.put(entry, next.at);
    if (this.#caughtUp) for (const listener of this.#listeners) listener(entry);
  }
}
