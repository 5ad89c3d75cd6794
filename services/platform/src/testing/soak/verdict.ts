import { availableParallelism } from 'node:os';
import type { Slope } from './slope.ts';
import type { SoakReport } from './soak.ts';

/** Growth an hour, as a share of the mean, that counts as growth at all; below it nobody would notice in a month of restarts. */
const MEMORY_PER_HOUR = 0.05;
const RESIDENT_PER_HOUR = 0.1;
const HANDLES_PER_HOUR = 0.05;
const LATENCY_PER_HOUR = 0.25;

export interface SoakVerdict {
  readonly flaws: readonly string[];
  readonly remarks: readonly string[];
}

/** A figure grows when even the least slope that its samples allow is growth. */
export function verdictOf({ slopes, samples, actions, effects }: SoakReport): SoakVerdict {
  const flaws: string[] = [];
  const remarks: string[] = [];
  const grows = (name: string, bound: number): string | null => {
    const slope = slopes[name];
    return slope && slope.least > bound ? `${name} grows: ${shares(slope)} an hour` : null;
  };
  for (const [name, bound] of [
    ['heapBytes', MEMORY_PER_HOUR],
    ['externalBytes', MEMORY_PER_HOUR],
    ['residentBytes', RESIDENT_PER_HOUR],
    ['handles', HANDLES_PER_HOUR],
  ] as const)
    flaws.push(...[grows(name, bound)].flatMap((found) => found ?? []));
  const loads = samples.map(({ load }) => load).toSorted((a, b) => a - b);
  const load = loads[Math.floor(loads.length / 2)] ?? 0;
  const latency = ['p50Ms', 'p99Ms'].flatMap((name) => grows(name, LATENCY_PER_HOUR) ?? []);
  if (load <= availableParallelism()) flaws.push(...latency);
  else {
    remarks.push(
      `latency says nothing: the machine had a load of ${load.toFixed(1)} on ${availableParallelism()} cores`,
      ...latency,
    );
  }
  if (actions !== effects) flaws.push(`${actions} actions were executed, and ${effects} effects performed`);
  return { flaws, remarks };
}

export function shares({ perHour, least, most }: Slope): string {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  return `${percent(perHour)} (${percent(least)} to ${percent(most)})`;
}
