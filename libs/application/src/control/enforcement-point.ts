import { concerns, type ControlState, type ControlTarget } from '@dws/control';
import { parseEvent, type ControlOrdered, type StoreEvent } from '@dws/contracts';
import type { Clock } from '@dws/kernel';
import type { Position } from '@dws/kernel';
import { NO_STREAM, type EventStore, type Revision } from '@dws/ports';
import { nowOf } from '../runtime/instants.ts';
import type { Log } from '../runtime/log.ts';
import type { Names } from '../runtime/names.ts';
import { systemTimers, type Timers } from '../runtime/timers.ts';
import { appendDecided } from './append-control.ts';
import { CONTROL_STREAM, ControlView } from './control-view.ts';

export interface EnforcementPointOptions {
  readonly store: EventStore;
  readonly names: Names;
  readonly clock: Clock;
  readonly log: Log;
  readonly service: string;
  /** Unique among running processes. */
  readonly instance: string;
  readonly timers?: Timers;
  /** Told after every change of what stands. */
  readonly onChange?: (state: ControlState) => void;
}

/** One claim, or gate decision, that is on its way to the store. */
export interface Passage {
  readonly caseId: string;
  readonly target: ControlTarget;
}

interface InFlight {
  readonly passage: Passage;
  readonly done: Promise<unknown>;
}

/**
 * Holds a process to control orders. Everything that must not happen after an order goes through `pass`; an
 * order is acknowledged only when nothing in its scope is on its way any more.
 */
export class EnforcementPoint {
  readonly #options: EnforcementPointOptions;
  readonly #view: ControlView;
  /** Revision up to which orders were answered: the view itself may run ahead, for a claim. */
  #answered: Revision = NO_STREAM;
  readonly #inFlight = new Set<InFlight>();
  readonly #abort = new AbortController();
  #following: Promise<void> | null = null;

  constructor(options: EnforcementPointOptions) {
    this.#options = options;
    this.#view = new ControlView(options.store, options.names);
  }

  get name(): string {
    return `${this.#options.service}/${this.#options.instance}`;
  }

  get state(): ControlState {
    return this.#view.state;
  }

  /** Joins the points that must answer, and follows the orders. Nothing may pass before this resolves. */
  async start(): Promise<void> {
    const { store } = this.#options;
    // A service whose start failed further on is started again; its point has joined already.
    if (this.#following) return;
    await this.#join();
    const after = await store.head();
    this.#answered = (await this.#view.catchUp()).revision;
    this.#options.onChange?.(this.#view.state);
    this.#following = this.#follow(after);
  }

  /** Leaves in order: from then on nobody waits for this process. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#following;
    const { names, clock } = this.#options;
    await this.#append(names.stream(CONTROL_STREAM), () => [
      { type: 'enforcement-point-left', data: { point: this.name, at: nowOf(clock) } },
    ]);
  }

  /**
   * Lets `act` happen under the orders that stand now. `act` gets the state that covers every order given before
   * this call, decides what that permits, and appends; an order that comes meanwhile waits for it to end.
   */
  async pass<T>(passages: readonly Passage[], act: (control: ControlState) => Promise<T>): Promise<T> {
    const run = this.#view.catchUp().then(act);
    const entries = passages.map((passage): InFlight => ({ passage, done: run }));
    for (const entry of entries) this.#inFlight.add(entry);
    try {
      return await run;
    } finally {
      for (const entry of entries) this.#inFlight.delete(entry);
    }
  }

  async #follow(from: Position): Promise<void> {
    const { store, names, log } = this.#options;
    const stream = names.stream(CONTROL_STREAM);
    const signal = this.#abort.signal;
    let after = from;
    while (!signal.aborted) {
      try {
        // The prefix also admits `control-<order>` streams; only the control stream itself is looked at.
        for await (const batch of store.subscribe({ after, filter: { streamPrefixes: [stream] }, signal })) {
          if (batch.events.some((event) => event.stream === stream)) await this.#react();
          after = batch.upTo;
        }
      } catch (error) {
        log.warn(
          { err: error, stopping: this.#abort.signal.aborted },
          'lost the control stream; following again',
        );
        await (this.#options.timers ?? systemTimers).sleep(RECONNECT_MS, signal);
      }
    }
  }

  async #react(): Promise<void> {
    const { store, names } = this.#options;
    const fresh = await store.read(names.stream(CONTROL_STREAM), { from: this.#answered + 1 });
    await this.#view.catchUp();
    this.#options.onChange?.(this.#view.state);
    for (const { type, data, revision } of fresh) {
      this.#answered = revision;
      // Acknowledging waits for what is in flight; the next order must not wait behind it.
      if (type === 'control-ordered') void this.#acknowledge(parseEvent(type, data));
    }
    await this.#comeBack();
  }

  #join(): Promise<void> {
    const { names, service, clock } = this.#options;
    const data = { point: this.name, service, at: nowOf(clock) };
    return this.#append(names.stream(CONTROL_STREAM), () => [{ type: 'enforcement-point-joined', data }]);
  }

  /**
   * A point that was silent for too long was marked as left, and until it joins again every order freezes its
   * whole scope at once. It may join as it is: what it had under way then is under way still, and the next order
   * is answered only when that has ended (docs/adr/0130).
   */
  async #comeBack(): Promise<void> {
    if (this.#abort.signal.aborted || this.#view.state.points.has(this.name)) return;
    await this.#join();
    this.#options.log.warn({ point: this.name }, 'was taken for gone; joined the control orders again');
  }

  async #acknowledge(order: ControlOrdered): Promise<void> {
    const { names, clock, log } = this.#options;
    const waiting = [...this.#inFlight].filter(({ passage }) => concerns(order, passage.target));
    await Promise.allSettled(waiting.map(({ done }) => done));
    const inFlight = waiting.map(({ passage }) => passage.caseId);
    try {
      await this.#append(names.stream(`control-${order.order}`), () => [
        {
          type: 'order-acknowledged',
          data: { order: order.order, point: this.name, at: nowOf(clock), completed: [], inFlight },
        },
      ]);
    } catch (error) {
      // Unanswered, this point counts as silent and its cases are frozen: the safe side.
      log.error({ err: error, order: order.order }, 'could not acknowledge a control order');
    }
  }

  async #append(stream: string, decide: () => readonly StoreEvent[]): Promise<void> {
    const { store, clock, service } = this.#options;
    await appendDecided({ store, clock, by: service }, stream, decide);
  }
}

const RECONNECT_MS = 250;
