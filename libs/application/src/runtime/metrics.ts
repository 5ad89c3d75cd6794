/** Counters and durations of a service, in Prometheus names; the service host exposes them. */
export interface Metrics {
  /** Adds to a counter. */
  count(name: MetricName, labels: Readonly<Record<string, string>>, by?: number): void;
  /** Records a duration in seconds. */
  observe(name: MetricName, labels: Readonly<Record<string, string>>, seconds: number): void;
}

/** Every metric there is, with its help text. */
export const METRICS = {
  dws_signals_total: 'Signals by what became of them.',
  dws_signals_unmatched_total: 'Signals that no worker of their domain takes up, by topic and type.',
  dws_cases_total: 'Cases by worker and step.',
  dws_gate_decisions_total: 'Gate decisions by worker and result.',
  dws_effects_total: 'Effects by system, operation and outcome.',
  dws_dead_letters_total: 'Messages set aside, by topic and reason.',
  dws_batches_total: 'Batches handled, by group and result.',
  dws_batch_seconds: 'Time to handle a batch.',
  dws_effect_seconds: 'Time from dispatch to answer of a write.',
  dws_signal_to_outcome_seconds: 'Time from the acceptance of a signal to the outcome of an action.',
  dws_doubts_total: 'Actions in doubt that people settled, by worker and what they found.',
  dws_feedback_total: 'What people and signals said of cases later, by worker, kind and what became of it.',
  dws_escalations_total: 'Escalations by path and step.',
  dws_control_orders_total: 'Control orders by kind and step.',
  dws_audit_events_total: 'Events copied into audit trails.',
  dws_audit_seals_total: 'Seals signed and kept, by trail.',
  dws_relay_published_total: 'Events published by the relay.',
} as const;

export type MetricName = keyof typeof METRICS;

const nothing = (): void => undefined;

export const noMetrics: Metrics = { count: nothing, observe: nothing };
