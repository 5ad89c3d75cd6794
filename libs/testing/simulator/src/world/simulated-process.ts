import type { Clock } from '@dws/kernel';
import { EPOCH, type Simulation } from './simulation.ts';
import type { CallFault } from './weather.ts';

/** One call of a port. */
export interface PortCall<Result> {
  /** `store`, `log`, `crm`, …: what a partition cuts off. */
  readonly port: string;
  readonly operation: string;
  readonly about: string;
  /** What can go wrong with it. */
  readonly faults: readonly CallFault[];
  /** Does it, at once and whole. */
  readonly perform: () => Result;
  /** The error of a call that was not made. */
  readonly failed: () => Error;
  /** The error of a call of which nobody knows; `failed` where left out. */
  readonly unknown?: () => Error;
  /** What happens instead of `perform`, by the fault that brings it about. */
  readonly twists?: Partial<Record<CallFault, () => Result>>;
}

const DELAYS_MS = [5, 50, 300, 1_500, 12_000] as const;

const SURVIVABLE = new WeakMap<readonly CallFault[], readonly CallFault[]>();

/** What can go wrong with a call of somebody who does not die. */
function survivable(faults: readonly CallFault[]): readonly CallFault[] {
  const known = SURVIVABLE.get(faults) ?? faults.filter((kind) => !kind.startsWith('crash'));
  SURVIVABLE.set(faults, known);
  return known;
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

/**
 * One incarnation of a process. All that it keeps in memory ends with it; what it had asked for and was not done
 * yet is never done, and whatever of it still runs reaches no port any more.
 */
export class SimulatedProcess {
  readonly simulation: Simulation;
  readonly name: string;
  /** Told when it dies. */
  readonly onCrash: (() => void)[] = [];
  /** Ports that it cannot reach. */
  readonly cut = new Set<string>();
  readonly clock: Clock;
  /** Milliseconds that its clock is ahead. */
  skew = 0;
  readonly #mortal: boolean;
  #alive = true;
  #stopped = false;
  #deferred: (() => void)[] = [];

  /** @param mortal false for those who are not the platform's: nobody asks what becomes of their memory */
  constructor(simulation: Simulation, name: string, mortal = true) {
    this.#mortal = mortal;
    this.simulation = simulation;
    this.name = name;
    this.clock = { now: () => EPOCH + Math.floor(simulation.now) + this.skew };
  }

  get alive(): boolean {
    return this.#alive;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  get running(): boolean {
    return this.#alive && !this.#stopped;
  }

  crash(why: string): void {
    if (!this.#alive || !this.#mortal) return;
    this.#alive = false;
    this.simulation.note(`${this.name} DIES (${why})`);
    this.simulation.drop(this);
    this.#deferred = [];
    for (const told of this.onCrash) told();
  }

  /** Like SIGSTOP: it notices nothing, and what it has asked for stays asked. */
  stop(): void {
    this.#stopped = true;
    this.simulation.note(`${this.name} STOPS`);
  }

  resume(): void {
    this.#stopped = false;
    this.simulation.note(`${this.name} GOES ON`);
    for (const fire of this.#deferred.splice(0)) fire();
  }

  sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> => {
    if (!this.#alive) return never();
    return new Promise((resolve) => {
      if (signal?.aborted) {
        resolve();
        return;
      }
      const timer = this.after(milliseconds, () => {
        signal?.removeEventListener('abort', wake);
        resolve();
      });
      const wake = (): void => {
        timer.cancelled = true;
        resolve();
      };
      signal?.addEventListener('abort', wake, { once: true });
    });
  };

  /** A timer of this process: it does not go off while the process is stopped, and never after its death. */
  after(milliseconds: number, fire: () => void): { cancelled: boolean } {
    const guarded = (): void => {
      if (!this.#alive) return;
      if (this.#stopped) this.#deferred.push(fire);
      else fire();
    };
    return this.simulation.after(milliseconds, guarded);
  }

  nextTurn = (run: () => void): void => {
    if (this.#alive) this.simulation.park(this, 'turn', run);
  };

  call<Result>(call: PortCall<Result>): Promise<Result> {
    if (!this.#alive) return never();
    return new Promise((resolve, reject: (error: Error) => void) => {
      const label = `${call.port}.${call.operation} ${call.about}`;
      this.simulation.park(this, label, () => {
        this.simulation.calls += 1;
        this.#go(call, label, resolve, reject);
      });
    });
  }

  #go<Result>(
    call: PortCall<Result>,
    label: string,
    resolve: (result: Result) => void,
    reject: (error: Error) => void,
  ): void {
    const { simulation } = this;
    const attempt = (perform: () => Result): (() => void) => {
      try {
        const result = perform();
        return () => resolve(result);
      } catch (error) {
        return () => reject(error as Error);
      }
    };
    if (this.cut.has(call.port)) {
      simulation.note('  … cut off');
      reject(call.failed());
      return;
    }
    const possible = this.#mortal ? call.faults : survivable(call.faults);
    const fault = simulation.faults.ofCall(possible, call.port, this.name, label);
    if (fault !== null) simulation.note(`  … ${fault}`);
    switch (fault) {
      case null:
        attempt(call.perform)();
        return;
      case 'fail-before':
        reject(call.failed());
        return;
      case 'unknown-before':
        reject((call.unknown ?? call.failed)());
        return;
      case 'lost-answer':
        attempt(call.perform);
        reject((call.unknown ?? call.failed)());
        return;
      case 'delay-before':
        this.after(this.#delay(), () =>
          simulation.park(this, `${label} (late)`, () => attempt(call.perform)()),
        );
        return;
      case 'delay-after': {
        const answer = attempt(call.perform);
        this.after(this.#delay(), () => simulation.park(this, `${label} (answer)`, answer));
        return;
      }
      case 'crash-before':
        this.crash(`before ${label}`);
        return;
      case 'crash-after':
        attempt(call.perform);
        this.crash(`after ${label}`);
        return;
      case 'wrong-revision':
      case 'duplicate':
      case 'reorder':
      case 'stale-read':
      case 'late-write':
        attempt(call.twists?.[fault] ?? call.perform)();
        return;
    }
  }

  #delay(): number {
    const { steps } = this.simulation;
    return DELAYS_MS[steps % DELAYS_MS.length] ?? 5;
  }
}
