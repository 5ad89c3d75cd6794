import { METRICS, type MetricName, type Metrics } from '@dws/application';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { DependencyWatch } from './dependency-watch.ts';

/** From a tenth of a millisecond, an effect in process, to the longest dispatch. */
const BUCKETS = [0.0001, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export interface PrometheusMetrics extends Metrics {
  readonly registry: Registry;
  /** Shows as `dws_dependency_up` which servers answer. */
  watch(dependencies: Pick<DependencyWatch, 'answers'>): void;
}

/** Metrics in Prometheus form, all of them from the start: a board can tell one that never happened from one that is gone. */
export function prometheusMetrics(service: string): PrometheusMetrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counters = new Map<MetricName, Counter>();
  const histograms = new Map<MetricName, Histogram>();
  for (const [name, { labels, help }] of Object.entries(METRICS) as [MetricName, Described][]) {
    const described = { name, help, labelNames: [...labels], registers };
    if (name.endsWith('_total')) counters.set(name, new Counter(described));
    else histograms.set(name, new Histogram({ ...described, buckets: BUCKETS }));
  }
  return {
    registry,
    watch: (dependencies) => {
      const gauge: Gauge = new Gauge({
        name: 'dws_dependency_up',
        help: 'Whether a server that this process needs answers: 1 or 0.',
        labelNames: ['dependency'],
        registers,
        collect: () => {
          for (const { name, answers } of dependencies.answers)
            gauge.set({ dependency: name }, answers ? 1 : 0);
        },
      });
    },
    count: (name, labels, by = 1) => counters.get(name)?.inc({ ...labels }, by),
    observe: (name, labels, seconds) => histograms.get(name)?.observe({ ...labels }, seconds),
  };
}

interface Described {
  readonly labels: readonly string[];
  readonly help: string;
}
