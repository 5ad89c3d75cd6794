/** Counters and durations of a service, in Prometheus names; the service host exposes them. */
export interface Metrics {
  /** Adds to a counter. */
  count<Name extends CounterName>(name: Name, labels: LabelsOf<Name>, by?: number): void;
  /** Records a duration in seconds. */
  observe<Name extends HistogramName>(name: Name, labels: LabelsOf<Name>, seconds: number): void;
}

/** Every metric there is, with its labels and its help text. A counter ends in `_total`, a histogram in its unit. */
export const METRICS = {
  dws_signals_total: { labels: ['outcome'], help: 'Signals by what became of them.' },
  dws_signals_unmatched_total: {
    labels: ['topic', 'type'],
    help: 'Signals that no worker of their domain takes up, by topic and type.',
  },
  dws_cases_total: { labels: ['worker', 'step'], help: 'Cases by worker and step.' },
  dws_gate_decisions_total: { labels: ['worker', 'result'], help: 'Gate decisions by worker and result.' },
  dws_effects_total: {
    labels: ['system', 'operation', 'outcome'],
    help: 'Effects by system, operation and outcome.',
  },
  dws_dead_letters_total: { labels: ['topic', 'code'], help: 'Messages set aside, by topic and reason.' },
  dws_forgeries_total: {
    labels: ['topic', 'kind'],
    help: 'Messages about cases, and permissions in cases, that nobody wrote who may, by topic and kind.',
  },
  dws_clock_jumps_total: {
    labels: ['direction'],
    help: 'Times that the time of day was set, ahead or back, while a process ran.',
  },
  dws_batches_total: { labels: ['group', 'result'], help: 'Batches handled, by group and result.' },
  dws_effect_seconds: { labels: ['system', 'operation'], help: 'Time from dispatch to answer of a write.' },
  dws_signal_to_outcome_seconds: {
    labels: ['worker'],
    help: 'Time from the acceptance of a signal to the outcome of an action.',
  },
  dws_doubts_total: {
    labels: ['worker', 'step'],
    help: 'Actions in doubt that people settled, by worker and what they found.',
  },
  dws_feedback_total: {
    labels: ['worker', 'kind', 'result'],
    help: 'What people and signals said of cases later, by worker, kind and what became of it.',
  },
  dws_escalations_total: { labels: ['path', 'step'], help: 'Escalations by path and step.' },
  dws_control_orders_total: { labels: ['kind', 'step'], help: 'Control orders by kind and step.' },
  dws_audit_events_total: { labels: ['stream'], help: 'Events copied into audit trails.' },
  dws_audit_seals_total: { labels: ['stream'], help: 'Seals signed and kept, by trail.' },
  dws_relay_published_total: { labels: [], help: 'Events published by the relay.' },
} as const satisfies Readonly<
  Record<
    `dws_${string}_${'total' | 'seconds'}`,
    { readonly labels: readonly string[]; readonly help: string }
  >
>;

export type MetricName = keyof typeof METRICS;
export type CounterName = Extract<MetricName, `${string}_total`>;
export type HistogramName = Exclude<MetricName, CounterName>;

type LabelsOf<Name extends MetricName> = Readonly<Record<(typeof METRICS)[Name]['labels'][number], string>>;

const nothing = (): void => undefined;

export const noMetrics: Metrics = { count: nothing, observe: nothing };
