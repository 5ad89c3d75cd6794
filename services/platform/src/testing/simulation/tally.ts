import { CRASH_POINTS, type CrashPoint } from '@dws/application';
import type { FaultCounts, RunResult } from './run-seed.ts';

/** What many runs were, together. */
export class Tally {
  readonly #reached = new Set<CrashPoint>();
  readonly #died = new Set<CrashPoint>();
  readonly #faults: Record<string, number> = {};
  readonly #sums = { steps: 0, calls: 0, simulatedMs: 0, cases: 0, effects: 0 };
  #seeds = 0;
  #fewestCalls = Infinity;
  #fewestFaults = Infinity;

  get seeds(): number {
    return this.#seeds;
  }

  add(result: RunResult): void {
    this.#seeds += 1;
    for (const name of ['steps', 'calls', 'simulatedMs', 'cases', 'effects'] as const)
      this.#sums[name] += result[name];
    for (const { kind } of result.faults) this.#faults[kind] = (this.#faults[kind] ?? 0) + 1;
    for (const point of result.pointsReached) this.#reached.add(point);
    for (const point of result.pointsDiedAt) this.#died.add(point);
    this.#fewestCalls = Math.min(this.#fewestCalls, result.calls);
    this.#fewestFaults = Math.min(this.#fewestFaults, result.faults.length);
  }

  /** @param cpuMs processor time of all runs, milliseconds */
  report(cpuMs: number) {
    const { steps, calls, simulatedMs, cases, effects } = this.#sums;
    return {
      seeds: this.#seeds,
      steps,
      portCalls: calls,
      cases,
      effects,
      simulatedHours: Math.round(simulatedMs / 36_000) / 100,
      faults: this.#faults as FaultCounts,
      portCallsPerSeed: { mean: Math.round(calls / this.#seeds), fewest: this.#fewestCalls },
      faultsPerSeed: {
        mean: Math.round((10 * sum(Object.values(this.#faults))) / this.#seeds) / 10,
        fewest: this.#fewestFaults,
      },
      crashPoints: {
        exist: CRASH_POINTS.length,
        reached: this.#reached.size,
        diedAt: this.#died.size,
        notReached: CRASH_POINTS.filter((point) => !this.#reached.has(point)),
        notDiedAt: CRASH_POINTS.filter((point) => !this.#died.has(point)),
      },
      cpuMsPerSeed: Math.round((10 * cpuMs) / this.#seeds) / 10,
      seedsPerMinuteOfOneCore: Math.round((60_000 * this.#seeds) / cpuMs),
    };
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
