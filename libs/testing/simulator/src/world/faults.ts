import type { Random } from './random.ts';
import { CALM, type CallFault, type Fault, type Trouble, type Weather } from './weather.ts';

/** A fault that happened, with its number in the run. */
export interface HappenedFault {
  readonly number: number;
  readonly kind: Fault;
  readonly where: string;
}

/**
 * Decides what goes wrong, once the storm has begun. Every fault has a number; where only
 * some may happen, the others are drawn all the same: so a failing run is made shorter without changing what else is
 * drawn.
 */
export class Faults {
  readonly #random: Random;
  readonly #only: ReadonlySet<number> | null;
  readonly happened: HappenedFault[] = [];
  readonly #storm: Weather;
  #weather: Weather = CALM;
  #drawn = 0;

  /** @param only numbers of the faults that may happen; null for all */
  constructor(random: Random, weather: Weather, only: ReadonlySet<number> | null) {
    this.#random = random;
    this.#storm = weather;
    this.#only = only;
  }

  get calm(): boolean {
    return this.#weather === CALM;
  }

  /** Faults that happened or would have, had they been allowed to. */
  get drawn(): number {
    return this.#drawn;
  }

  begin(): void {
    this.#weather = this.#storm;
  }

  calmDown(): void {
    this.#weather = CALM;
  }

  /**
   * What goes wrong with a call to which any of `possible` can happen; null for nothing.
   * @param process name of the process that calls
   */
  ofCall(possible: readonly CallFault[], port: string, process: string, what: string): CallFault | null {
    if (this.calm || possible.length === 0) return null;
    const trouble = this.#troubleOf(port, process);
    let left = this.#random.next();
    for (const kind of possible) {
      const rate = Math.max(this.#weather.rates[kind], trouble?.rates[kind] ?? 0);
      if (left < rate) return this.happens(kind, `${process} ${what}`) ? kind : null;
      left -= rate;
    }
    return null;
  }

  #troubleOf(port: string, process: string): Trouble | undefined {
    return this.#weather.troubles.find(
      (trouble) => trouble.port === port && (trouble.service === '' || process.startsWith(trouble.service)),
    );
  }

  crashesAt(point: string): boolean {
    if (this.calm || this.#weather.crashPoint === 0) return false;
    return this.#random.chance(this.#weather.crashPoint) && this.happens('crash-point', point);
  }

  /** Counts a fault that is about to happen; false where it may not. */
  happens(kind: Fault, where: string): boolean {
    const number = this.#drawn++;
    if (this.#only?.has(number) === false) return false;
    this.happened.push({ number, kind, where });
    return true;
  }
}
