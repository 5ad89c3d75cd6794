import { type Incident, type Random, type SimulatedProcess, type Simulation } from '@dws/simulator';
import type { Place } from './place.ts';

const STOPS_MS = [800, 6_000, 25_000, 70_000] as const;
const CUTS_MS = [400, 5_000, 30_000] as const;
const JUMPS_MS = [-400_000, -30_000, -2_000, 1_500, 45_000, 600_000] as const;
const PORTS = [
  ['store'],
  ['log', 'log-session'],
  ['crm'],
  ['email', 'chat'],
  ['store', 'log', 'log-session'],
] as const;

/** What befalls whole processes. */
export class Incidents {
  readonly #simulation: Simulation;
  readonly #random: Random;
  readonly #places: readonly Place[];

  constructor(simulation: Simulation, random: Random, places: readonly Place[]) {
    this.#simulation = simulation;
    this.#random = random;
    this.#places = places;
  }

  happen(kind: Incident): void {
    const place = this.#random.pick(this.#places);
    const { process } = place;
    if (!process || process.stopped || !this.#simulation.faults.happens(kind, process.name)) return;
    switch (kind) {
      case 'crash':
      case 'crash-point':
        process.crash('killed');
        return;
      case 'stop':
        this.#stop(place, process);
        return;
      case 'partition':
        this.#cut(place, process);
        return;
      case 'rebalance': {
        const consumers = place.deployed?.consumers ?? [];
        if (consumers.length === 0) return;
        this.#simulation.note(`${process.name} loses its partitions`);
        for (const consumer of consumers) consumer.evict(200 + this.#random.below(4_000));
        return;
      }
      case 'clock-jump':
        process.skew += this.#random.pick(JUMPS_MS);
        this.#simulation.note(`${process.name} is ${process.skew} ms ahead`);
        return;
    }
  }

  /** Everything is mended: what was stopped goes on, what was cut is joined, and clocks are set. */
  end(): void {
    for (const { process } of this.#places) {
      if (!process) continue;
      if (process.stopped) process.resume();
      process.cut.clear();
      process.skew = 0;
    }
  }

  #stop(place: Place, process: SimulatedProcess): void {
    const forMs = this.#random.pick(STOPS_MS);
    process.stop();
    place.silent(forMs);
    this.#simulation.after(forMs, () => {
      if (process.alive && process.stopped) process.resume();
    });
  }

  #cut(place: Place, process: SimulatedProcess): void {
    const forMs = this.#random.pick(CUTS_MS);
    const ports = this.#random.pick(PORTS);
    this.#simulation.note(`${process.name} is cut off from ${ports.join(' and ')}`);
    for (const port of ports) process.cut.add(port);
    if (ports.some((port) => port === 'log')) place.silent(forMs);
    this.#simulation.after(forMs, () => {
      for (const port of ports) process.cut.delete(port);
    });
  }
}
