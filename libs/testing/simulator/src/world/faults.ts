import type { Random } from './random.ts';
import { CALL_FAULTS, CALM, TROUBLE, type CallFault, type Fault, type Weather } from './weather.ts';

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

  begin(): void {
    this.#weather = this.#storm;
  }

  calmDown(): void {
    this.#weather = CALM;
  }

  /** What goes wrong with a call to which any of `possible` can happen; null for nothing. */
  ofCall(possible: readonly CallFault[], port: string, where: string): CallFault | null {
    if (this.calm || possible.length === 0) return null;
    let left = this.#random.next();
    for (const kind of CALL_FAULTS) {
      const trouble = port === this.#weather.focus ? (TROUBLE[kind] ?? 0) : 0;
      const rate = Math.max(this.#weather.rates[kind], trouble);
      if (rate === 0 || !possible.includes(kind)) continue;
      if (left < rate) return this.happens(kind, where) ? kind : null;
      left -= rate;
    }
    return null;
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
