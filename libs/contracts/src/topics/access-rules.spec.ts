import { describe, expect, it } from 'vitest';
import { accessRules, planAccessChanges, ruleKey, type AccessRule, type Topics } from './index.ts';

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
  access: [{ principal: 'data-platform', may: 'read' as const }],
};
const topics: Topics = {
  manifests: [manifest],
  deadLetters: {
    name: '<topic>.<group>.dlq',
    description: 'Set aside.',
    partitions: 3,
    retentionDays: 30,
    cleanup: 'delete',
  },
};
const options = {
  env: 'staging',
  groups: { 'signals.revenue.v1': ['revenue-execution'] },
  serviceOf: () => 'revenue-workers',
};
const rules = accessRules(topics, options);

describe('accessRules', () => {
  it('gives each identity of an environment what the manifests say, and nothing else', () => {
    const T = 'topic staging.signals.revenue.v1';
    expect(rules.map(ruleKey)).toEqual([
      'staging.control-plane group dws-peek. prefixed delete',
      'staging.control-plane group dws-peek. prefixed read',
      'staging.control-plane group staging.revenue-execution literal describe',
      `staging.control-plane ${T} literal describe`,
      'staging.data-platform group staging.data-platform. prefixed read',
      `staging.data-platform ${T} literal read`,
      'staging.operator group dws-peek. prefixed delete',
      'staging.operator group dws-peek. prefixed read',
      'staging.operator group staging.revenue-execution literal read',
      `staging.operator ${T} literal describe`,
      `staging.operator ${T} literal describe-configs`,
      `staging.operator ${T} literal read`,
      `staging.operator ${T} literal write`,
      `staging.operator ${T}.revenue-execution.dlq literal describe-configs`,
      `staging.operator ${T}.revenue-execution.dlq literal read`,
      'staging.revenue-workers group staging.revenue-execution literal read',
      `staging.revenue-workers ${T} literal read`,
      `staging.revenue-workers ${T}.revenue-execution.dlq literal write`,
      `staging.signal-gateway ${T} literal write`,
    ]);
  });
});

describe('planAccessChanges', () => {
  const plan = (standing: readonly AccessRule[]) => planAccessChanges(rules, standing, topics, 'staging');
  const rule = (principal: string, name: string): AccessRule => ({
    principal,
    resource: 'topic',
    name,
    pattern: 'literal',
    operation: 'write',
  });

  it('grants everything at first, and then has nothing to do', () => {
    expect(plan([])).toEqual({ grant: rules, revoke: [], same: [], unknown: [] });
    expect(plan(rules)).toEqual({ grant: [], revoke: [], same: rules, unknown: [] });
  });

  it('takes away what no manifest gives any more', () => {
    const former = rule('staging.revenue-workers', 'staging.signals.revenue.v1');
    expect(plan([...rules, former])).toMatchObject({ grant: [], revoke: [former], unknown: [] });
  });

  it('shows what strangers were given on our topics, and leaves other environments alone', () => {
    const stranger = rule('somebody', 'staging.signals.revenue.v1');
    const elsewhere = rule('revenue-workers', 'signals.revenue.v1');
    expect(plan([...rules, stranger, elsewhere])).toMatchObject({ revoke: [], unknown: [stranger] });
  });
});
