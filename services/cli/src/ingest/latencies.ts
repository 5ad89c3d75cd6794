export interface Latencies {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** Percentiles by the nearest-rank rule, in the unit given; `null` where nothing was measured. */
export function latencies(measured: readonly number[]): Latencies | null {
  const sorted = measured.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return sorted.length === 0 ? null : { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}

/** `p50 12 ms, p90 20 ms, p99 40 ms`. */
export function latencyText(measured: Latencies | null): string {
  if (measured === null) return 'none measured';
  const ms = (value: number) => `${Math.round(value)} ms`;
  return `p50 ${ms(measured.p50)}, p90 ${ms(measured.p90)}, p99 ${ms(measured.p99)}`;
}
