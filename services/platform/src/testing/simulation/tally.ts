import { CRASH_POINTS, type CrashPoint } from '@dws/application';
import type { FaultCounts, RunResult } from './run-seed.ts';

/** What many runs were, as plain data: it passes between processes and into files. */
export interface Counts {
  seeds: number;
  steps: number;
  calls: number;
  simulatedMs: number;
  cases: number;
  effects: number;
  fewestCalls: number;
  fewestFaults: number;
  /** Processor time, milliseconds. */
  cpuMs: number;
  /** Of the hashes of all traces, whatever their order: the same seeds give the same. */
  traces: readonly [number, number];
  readonly faults: Record<string, number>;
  readonly profiles: Record<string, number>;
  readonly reached: CrashPoint[];
  readonly diedAt: CrashPoint[];
}

const SUMS = ['seeds', 'steps', 'calls', 'simulatedMs', 'cases', 'effects', 'cpuMs'] as const;

function nothing(): Counts {
  return {
    ...{ seeds: 0, steps: 0, calls: 0, simulatedMs: 0, cases: 0, effects: 0, cpuMs: 0 },
    ...{ fewestCalls: Number.MAX_SAFE_INTEGER, fewestFaults: Number.MAX_SAFE_INTEGER },
    ...{ traces: [0, 0], faults: {}, profiles: {}, reached: [], diedAt: [] },
  };
}

/** What many runs were, together. */
export class Tally {
  readonly counts: Counts;

  constructor(counts: Counts = nothing()) {
    this.counts = counts;
  }

  /** @param cpuMs processor time of the run, milliseconds */
  add(result: RunResult, cpuMs: number): void {
    const { steps, calls, simulatedMs, cases, effects, hash, profile } = result;
    const faults: Record<string, number> = {};
    for (const { kind } of result.faults) faults[kind] = (faults[kind] ?? 0) + 1;
    this.merge({
      ...{ seeds: 1, steps, calls, simulatedMs, cases, effects, cpuMs, faults },
      ...{ fewestCalls: calls, fewestFaults: result.faults.length, profiles: { [profile]: 1 } },
      traces: [Number.parseInt(hash.slice(0, 8), 16), Number.parseInt(hash.slice(8), 16)],
      reached: [...result.pointsReached],
      diedAt: [...result.pointsDiedAt],
    });
  }

  merge(more: Counts): void {
    const { counts } = this;
    for (const name of SUMS) counts[name] += more[name];
    for (const name of ['fewestCalls', 'fewestFaults'] as const)
      counts[name] = Math.min(counts[name], more[name]);
    for (const name of ['faults', 'profiles'] as const)
      for (const [kind, count] of Object.entries(more[name]))
        counts[name][kind] = (counts[name][kind] ?? 0) + count;
    for (const name of ['reached', 'diedAt'] as const)
      counts[name].push(...more[name].filter((point) => !counts[name].includes(point)));
    counts.traces = [counts.traces[0] ^ more.traces[0], counts.traces[1] ^ more.traces[1]];
  }

  report() {
    const { seeds, steps, calls, cases, effects, simulatedMs, cpuMs, traces, reached, diedAt } = this.counts;
    const { faults, profiles, fewestCalls, fewestFaults } = this.counts;
    return {
      seeds,
      steps,
      portCalls: calls,
      cases,
      effects,
      simulatedHours: Math.round(simulatedMs / 36_000) / 100,
      faults: faults as FaultCounts,
      profiles,
      portCallsPerSeed: { mean: Math.round(calls / seeds), fewest: fewestCalls },
      faultsPerSeed: {
        mean: Math.round((10 * sum(Object.values(faults))) / seeds) / 10,
        fewest: fewestFaults,
      },
      crashPoints: {
        exist: CRASH_POINTS.length,
        reached: reached.length,
        diedAt: diedAt.length,
        notReached: CRASH_POINTS.filter((point) => !reached.includes(point)),
        notDiedAt: CRASH_POINTS.filter((point) => !diedAt.includes(point)),
      },
      traces: traces.map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join(''),
      cpuMsPerSeed: Math.round((10 * cpuMs) / seeds) / 10,
      seedsPerMinuteOfOneCore: Math.round((60_000 * seeds) / cpuMs),
    };
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
