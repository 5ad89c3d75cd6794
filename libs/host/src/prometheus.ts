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

/** Metrics in Prometheus form. A metric is made at its first use, with the labels of that use. */
export function prometheusMetrics(service: string): PrometheusMetrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const counters = new Map<MetricName, Counter>();
  const histograms = new Map<MetricName, Histogram>();
  return {
    registry,
    watch: (dependencies) => {
      const gauge: Gauge = new Gauge({
        name: 'dws_dependency_up',
        help: 'Whether a server that this process needs answers: 1 or 0.',
        labelNames: ['dependency'],
        registers: [registry],
        collect: () => {
          for (const { name, answers } of dependencies.answers)
            gauge.set({ dependency: name }, answers ? 1 : 0);
        },
      });
    },
    count: (name, labels, by = 1) => {
      let counter = counters.get(name);
      if (!counter) {
        counter = new Counter({
          name,
          help: METRICS[name],
          labelNames: Object.keys(labels),
          registers: [registry],
        });
        counters.set(name, counter);
      }
      counter.inc({ ...labels }, by);
    },
    observe: (name, labels, seconds) => {
      let histogram = histograms.get(name);
      if (!histogram) {
        const labelNames = Object.keys(labels);
        histogram = new Histogram({
          name,
          help: METRICS[name],
          labelNames,
          buckets: BUCKETS,
          registers: [registry],
        });
        histograms.set(name, histogram);
      }
      histogram.observe({ ...labels }, seconds);
    },
  };
}
