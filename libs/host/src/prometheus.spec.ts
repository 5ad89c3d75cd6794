import { METRICS } from '@dws/application';
import { describe, expect, it } from 'vitest';
import { lintMetrics } from './lint-metrics.ts';
import { prometheusMetrics } from './prometheus.ts';

describe('/metrics', () => {
  it('shows every metric from the start, in names that Prometheus’ own check passes', async () => {
    const metrics = prometheusMetrics('executor');
    metrics.watch({ answers: [{ name: 'event store', answers: true }] });
    const text = await metrics.registry.metrics();
    for (const name of Object.keys(METRICS)) expect(text).toContain(`# HELP ${name} `);
    expect(lintMetrics(text)).toEqual([]);
  });

  it('counts and observes under the labels that each has', async () => {
    const metrics = prometheusMetrics('executor');
    metrics.count('dws_forgeries_total', { topic: 'action-decisions.revenue.v1', kind: 'message' }, 2);
    metrics.observe('dws_effect_seconds', { system: 'crm', operation: 'task.create' }, 0.004);
    const text = await metrics.registry.metrics();
    expect(text).toContain(
      'dws_forgeries_total{topic="action-decisions.revenue.v1",kind="message",service="executor"} 2',
    );
    expect(text).toContain(
      'dws_effect_seconds_bucket{le="0.005",service="executor",system="crm",operation="task.create"} 1',
    );
  });
});

describe('the check of names', () => {
  const metric = (name: string, type: string, sample: string, help = 'Told.') =>
    `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${sample}\n`;

  it.each([
    ['a counter without _total', metric('dws_signals', 'counter', 'dws_signals 1'), 'end in _total'],
    ['a gauge with _total', metric('dws_up_total', 'gauge', 'dws_up_total 1'), 'only counters'],
    ['milliseconds', metric('dws_effect_milliseconds', 'gauge', 'dws_effect_milliseconds 1'), 'seconds'],
    ['its type in the name', metric('dws_lag_gauge', 'gauge', 'dws_lag_gauge 1'), 'its type'],
    ['capitals', metric('dwsLag', 'gauge', 'dwsLag 1'), 'snake_case'],
    ['no help', '# TYPE dws_up gauge\ndws_up 1\n', 'help text'],
    ['a label that is reserved', metric('dws_up', 'gauge', 'dws_up{le="1"} 1'), 'reserved'],
    ['a label in capitals', metric('dws_up', 'gauge', 'dws_up{byTopic="1"} 1'), 'label byTopic'],
  ])('finds %s', (_, text, finding) => {
    expect(lintMetrics(text)).toEqual([expect.stringContaining(finding)]);
  });
});
