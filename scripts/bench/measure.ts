import { threadCpuUsage } from 'node:process';

/** Processor time that this thread has used so far, in microseconds. */
export function mainThreadMicros(): number {
  const { user, system } = threadCpuUsage();
  return user + system;
}

/** Median of each figure over the runs. */
export function median(runs: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = Object.keys(runs[0] ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const sorted = runs.map((run) => run[name] ?? 0).sort((a, b) => a - b);
      return [name, sorted[Math.floor(sorted.length / 2)] ?? 0];
    }),
  );
}
