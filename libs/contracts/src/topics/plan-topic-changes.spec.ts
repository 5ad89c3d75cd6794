import { describe, expect, it } from 'vitest';
import { planTopicChanges, type Topics, type TopicSettings } from './index.ts';

const manifest = {
  name: 'signals.revenue.v1',
  description: 'Facts.',
  owner: 'revenue',
  domain: 'revenue' as const,
  format: 'avro' as const,
  types: [],
  key: 'entity',
  partitions: 6,
  retentionDays: 14,
  cleanup: 'delete' as const,
  producers: ['signal-gateway'],
  consumers: ['revenue-workers'],
  access: [],
};
const deadLetters = {
  name: '<topic>.<group>.dlq' as const,
  description: 'Set aside.',
  partitions: 3,
  retentionDays: 30,
  cleanup: 'delete' as const,
};
const topics: Topics = { manifests: [manifest], deadLetters };
const signals: TopicSettings = {
  name: 'staging.signals.revenue.v1',
  partitions: 6,
  replicationFactor: 1,
  config: { 'cleanup.policy': 'delete', 'retention.ms': '1209600000' },
};
const options = { env: 'staging', replicationFactor: 1 };
const nothing = { create: [], alter: [], same: [], unknown: [], refused: [] };

describe('planTopicChanges', () => {
  it('creates what is missing, in the environment', () => {
    expect(planTopicChanges(topics, [], options)).toEqual({ ...nothing, create: [signals] });
  });

  it('creates a dead-letter topic for each group that reads', () => {
    const groups = { 'signals.revenue.v1': ['revenue-execution'] };
    const dead = {
      name: 'staging.signals.revenue.v1.revenue-execution.dlq',
      partitions: 3,
      replicationFactor: 1,
      config: { 'cleanup.policy': 'delete', 'retention.ms': '2592000000' },
    };
    expect(planTopicChanges(topics, [], { ...options, groups }).create).toEqual([signals, dead]);
    expect(planTopicChanges(topics, [signals, dead], options)).toEqual({ ...nothing, same: [signals.name] });
    const none = { ...options, groups: {} };
    expect(planTopicChanges(topics, [signals, dead], none).unknown).toEqual([dead.name]);
  });

  it('has nothing to do once it was applied, whatever else an operator has set', () => {
    expect(planTopicChanges(topics, [signals], options)).toEqual({ ...nothing, same: [signals.name] });
    const more = { ...signals, config: { ...signals.config, 'segment.ms': '60000' } };
    expect(planTopicChanges(topics, [more], options).same).toEqual([signals.name]);
  });

  it('alters retention and raises partitions', () => {
    const config = { 'retention.ms': '60000', 'cleanup.policy': 'delete' };
    expect(planTopicChanges(topics, [{ ...signals, partitions: 3, config }], options)).toEqual({
      ...nothing,
      alter: [{ topic: signals, changes: ['retention.ms: 60000 → 1209600000', 'partitions: 3 → 6'] }],
    });
  });

  it('refuses to shrink partitions, and alters the rest without shrinking', () => {
    const actual = { ...signals, partitions: 12, config: { 'cleanup.policy': 'delete' } };
    const plan = planTopicChanges(topics, [actual], options);
    expect(plan.refused).toEqual([
      { name: signals.name, reason: expect.stringContaining('partitions cannot shrink from 12 to 6') },
    ]);
    expect(plan.alter).toEqual([
      { topic: { ...signals, partitions: 12 }, changes: ['retention.ms: broker default → 1209600000'] },
    ]);
    expect(plan.same).toEqual([]);
  });

  it('refuses another replication factor, and asks for two durable copies of three', () => {
    const three = { ...options, replicationFactor: 3 };
    expect(planTopicChanges(topics, [], three).create[0]?.config['min.insync.replicas']).toBe('2');
    expect(planTopicChanges(topics, [signals], three).refused[0]?.reason).toContain(
      'replication factor is 1',
    );
  });

  it('shows topics of this environment that no manifest names, and nobody else’s', () => {
    const named = (name: string): TopicSettings => ({ ...signals, name });
    const old = named('staging.signals.revenue.v0');
    const foreign = named('signals.sales.v1');
    expect(planTopicChanges(topics, [signals, old, foreign], options).unknown).toEqual([old.name]);
    const production = { ...options, env: '' };
    expect(planTopicChanges(topics, [signals, foreign], production).unknown).toEqual([foreign.name]);
  });
});
