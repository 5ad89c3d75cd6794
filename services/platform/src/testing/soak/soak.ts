import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { SoakLoad } from './load.ts';
import { slopeOf, type Slope } from './slope.ts';
import type { SoakPlatform } from './soak-platform.ts';

export interface SoakOptions {
  readonly minutes: number;
  /** Time before the measurement, in which caches fill and code is compiled. */
  readonly warmupMinutes: number;
  /** Signals a second. */
  readonly rate: number;
  readonly tell: (line: string) => void;
}

/** What is looked at each time. Bytes, counts, milliseconds. */
export interface SoakSample {
  readonly seconds: number;
  readonly heapBytes: number;
  readonly residentBytes: number;
  readonly externalBytes: number;
  readonly handles: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time of this process for each action, in microseconds. */
  readonly cpuMicros: number;
  /** Growth of the files for each action since the last sample. */
  readonly fileBytes: number;
  readonly waiting: number;
  /** The machine's: above the number of its cores, times mean little. */
  readonly load: number;
  readonly actions: number;
}

export interface SoakReport {
  readonly actions: number;
  readonly effects: number;
  readonly samples: readonly SoakSample[];
  readonly slopes: Readonly<Record<string, Slope>>;
}

const EVERY_MS = 10_000;
const DRAIN_MS = 120_000;
const MEASURED = [
  'heapBytes',
  'residentBytes',
  'externalBytes',
  'handles',
  'p50Ms',
  'p99Ms',
  'cpuMicros',
  'fileBytes',
] as const;

/** Lets the platform work for so long and says how what it takes changes with time. */
export async function soak(platform: SoakPlatform, options: SoakOptions): Promise<SoakReport> {
  const { minutes, warmupMinutes, rate, tell } = options;
  const load = new SoakLoad(platform);
  const stopping = new AbortController();
  const work = [load.publish(rate, stopping.signal), load.review(stopping.signal)];
  await delay(warmupMinutes * 60_000);
  const samples: SoakSample[] = [];
  const began = performance.now();
  let before = await mark(platform, load);
  load.takeLatencies();
  while (performance.now() - began < minutes * 60_000) {
    await delay(EVERY_MS);
    const now = await mark(platform, load);
    const sample = sampleOf((performance.now() - began) / 1_000, before, now, load);
    before = now;
    samples.push(sample);
    tell(JSON.stringify(sample));
  }
  stopping.abort();
  await Promise.all(work);
  const end = performance.now() + DRAIN_MS;
  while (load.waiting > 0) {
    if (performance.now() > end) throw new Error(`${load.waiting} signals led to no action`);
    await delay(100);
  }
  const slopes = MEASURED.map((name) => {
    const values = samples.map((sample) => ({ at: sample.seconds, value: sample[name] }));
    return [name, slopeOf(values)] as const;
  });
  return {
    actions: load.executed,
    effects: await platform.effects(),
    samples,
    slopes: Object.fromEntries(slopes),
  };
}

interface Mark {
  readonly actions: number;
  readonly cpu: NodeJS.CpuUsage;
  readonly fileBytes: number;
}

async function mark(platform: SoakPlatform, load: SoakLoad): Promise<Mark> {
  return { actions: load.executed, cpu: process.cpuUsage(), fileBytes: await platform.fileBytes() };
}

function sampleOf(seconds: number, before: Mark, now: Mark, load: SoakLoad): SoakSample {
  // What is still reachable, not what was left lying about.
  globalThis.gc?.();
  const { heapUsed, rss, external } = process.memoryUsage();
  const latencies = load.takeLatencies();
  const quantile = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0;
  const actions = Math.max(1, now.actions - before.actions);
  const micros = now.cpu.user + now.cpu.system - before.cpu.user - before.cpu.system;
  return {
    seconds: Math.round(seconds),
    heapBytes: heapUsed,
    residentBytes: rss,
    externalBytes: external,
    handles: process.getActiveResourcesInfo().length,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    cpuMicros: micros / actions,
    fileBytes: (now.fileBytes - before.fileBytes) / actions,
    waiting: load.waiting,
    load: loadavg()[0] ?? 0,
    actions: now.actions,
  };
}
