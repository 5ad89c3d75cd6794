import { Faults } from './faults.ts';
import { randomOf, type Random } from './random.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import { TimerQueue, type Timer } from './timer-queue.ts';
import { Trace } from './trace.ts';
import { allElse } from './turns.ts';
import { CLEAR, weatherOf, type Climate, type Weather } from './weather.ts';

/** When every simulated world begins, milliseconds since the epoch. */
export const EPOCH = Date.UTC(2026, 2, 2, 9, 0);

/** A call that waits for its turn. */
export interface Parked {
  readonly process: SimulatedProcess;
  readonly label: string;
  readonly go: () => void;
}

export interface SimulationOptions {
  readonly seed: number;
  /** Numbers of the only faults that happen; all where left out. */
  readonly only?: ReadonlySet<number>;
  readonly keepLines?: boolean;
  readonly climate?: Climate;
}

/** What an invariant found, in the words of a report. */
export interface Violation {
  readonly invariant: string;
  readonly detail: string;
}

/**
 * One world in one thread. Every call of a port is parked here, and a seeded choice says who goes on; between two
 * choices everything that can run without a port runs until nothing moves. So one seed is one history.
 */
export class Simulation {
  readonly seed: number;
  readonly weather: Weather;
  readonly faults: Faults;
  readonly trace: Trace;
  readonly #random: Random;
  readonly #timers = new TimerQueue();
  readonly #foreign = new Set<Promise<unknown>>();
  #parked: Parked[] = [];
  #violation: Violation | null = null;
  /** Told of every call that has come to wait for its turn. */
  onParked: (parked: Parked) => void = () => undefined;
  /** Simulated milliseconds since the world began. */
  now = 0;
  steps = 0;
  /** Calls of ports that got their turn. */
  calls = 0;

  constructor({ seed, only, keepLines = false, climate = CLEAR }: SimulationOptions) {
    this.seed = seed;
    this.weather = weatherOf(randomOf(seed, 'weather'), climate);
    this.faults = new Faults(randomOf(seed, 'faults'), this.weather, only ?? null);
    this.trace = new Trace(keepLines);
    this.#random = randomOf(seed, 'schedule');
  }

  get violation(): Violation | null {
    return this.#violation;
  }

  /** The first one counts: what follows from it would only hide it. */
  violated(invariant: string, detail: string): void {
    if (this.#violation) return;
    this.#violation = { invariant, detail };
    this.note(`VIOLATION ${invariant}: ${detail}`);
  }

  note(text: string): void {
    this.trace.add(this.now, text);
  }

  park(process: SimulatedProcess, label: string, go: () => void): void {
    const parked = { process, label, go };
    this.#parked.push(parked);
    this.onParked(parked);
  }

  /** Lets a call that waits come to its turn only later. */
  putOff(parked: Parked, milliseconds: number): void {
    const place = this.#parked.indexOf(parked);
    if (place < 0) return;
    this.#parked.splice(place, 1);
    this.after(milliseconds, () => {
      if (parked.process.alive) this.#parked.push(parked);
    });
  }

  /** What a dead process was waiting for never comes. */
  drop(process: SimulatedProcess): void {
    this.#parked = this.#parked.filter((entry) => entry.process !== process);
  }

  after(milliseconds: number, fire: () => void): Timer {
    return this.#timers.add(this.now + Math.max(0, milliseconds), fire);
  }

  /** A computation on the machine's own threads: its result is waited for before anybody goes on. */
  outside(promise: Promise<unknown>): void {
    const settled = promise.then(
      () => undefined,
      () => undefined,
    );
    this.#foreign.add(settled);
    void settled.then(() => this.#foreign.delete(settled));
  }

  /** Resolves when nothing moves by itself any more. */
  async quiet(): Promise<void> {
    await allElse();
    while (this.#foreign.size > 0) {
      await Promise.all(this.#foreign);
      await allElse();
    }
  }

  /** A choice that is part of the schedule: from 0 to `bound` − 1. */
  choose(bound: number): number {
    return this.#random.below(bound);
  }

  /** Whether somebody could go on without time passing. */
  get busy(): boolean {
    return this.#parked.some(({ process }) => process.running);
  }

  /** Lets one of those who wait go on, or time pass until something is due; false when nothing is left at all. */
  step(): boolean {
    this.steps += 1;
    let ready = 0;
    for (const { process } of this.#parked) if (process.running) ready += 1;
    const timer = this.#timers.peek();
    const due = timer !== undefined && timer.at <= this.now;
    if (ready === 0) return timer ? this.#fire() : false;
    const choice = this.#random.below(ready + (due ? 1 : 0));
    if (choice === ready) return this.#fire();
    if (timer && timer.at - this.now < EARLY_MS && this.#random.chance(this.weather.earlyTimer))
      return this.#fire();
    const entry = this.#take(choice);
    this.now += this.#random.below(3);
    this.note(`${entry.process.name} ${entry.label}`);
    entry.go();
    return true;
  }

  /** Takes the one of those who can go on that was chosen. */
  #take(choice: number): Parked {
    let left = choice;
    const place = this.#parked.findIndex(({ process }) => process.running && left-- === 0);
    return this.#parked.splice(place, 1)[0] as Parked;
  }

  #fire(): boolean {
    const timer = this.#timers.take();
    if (!timer) return false;
    this.now = Math.max(this.now, timer.at);
    timer.fire();
    return true;
  }
}

/** A timer that is due within this time may go off before calls that could go on now. */
const EARLY_MS = 2_000;
