import { DOMAINS } from '@dws/kernel';
import { describe, expect, it } from 'vitest';
import { SIGNAL_TYPES } from '../index.ts';
import { readTopicManifests } from './index.ts';
import { parseTopicManifest } from './topic-manifest.ts';

const { manifests, deadLetters } = readTopicManifests();
const KINDS = [
  'action-decisions',
  'action-executions',
  'action-proposals',
  'case-due',
  'escalations',
  'inbound',
  'signals',
];

describe('the manifests', () => {
  it('are there for seven topics of each of six domains', () => {
    const wanted = KINDS.flatMap((kind) => DOMAINS.map((domain) => `${kind}.${domain}.v1`));
    expect(manifests.map(({ name }) => name).sort()).toEqual(wanted.sort());
  });

  it('keep signals, hand-overs and dead letters for at least fourteen days', () => {
    for (const { name, retentionDays } of manifests)
      if (/^(signals|inbound|escalations)\./.test(name))
        expect(retentionDays, name).toBeGreaterThanOrEqual(14);
    expect(deadLetters.retentionDays).toBeGreaterThanOrEqual(14);
  });

  it.each(Object.values(SIGNAL_TYPES))('carry $type on the topics of its domain', ({ type, domain }) => {
    const carrying = manifests
      .filter(({ types }) => types.some((carried) => carried === type))
      .map(({ name }) => name);
    expect(carrying).toEqual([`inbound.${domain}.v1`, `signals.${domain}.v1`]);
  });
});

describe('parseTopicManifest', () => {
  const good = manifests.find(({ name }) => name === 'signals.revenue.v1')!;
  const file = 'signals.revenue.v1.yaml';

  it.each([
    [{ ...good, partitions: 0 }, 'topics/signals.revenue.v1.yaml: partitions: '],
    [{ ...good, types: ['opportunity.vanished'] }, 'types.0: no such type'],
    [{ ...good, types: ['action-proposal'] }, '"action-proposal" is no signal'],
    [{ ...good, domain: 'finance' }, 'domain: expected "revenue"'],
    [{ ...good, name: 'signals.revenue.v2' }, 'belongs in signals.revenue.v2.yaml'],
    [{ ...good, retention: 3 }, 'Unrecognized key'],
    ['text', 'expected object'],
  ])('refuses %#', (value, message) => {
    expect(() => parseTopicManifest(value, file)).toThrow(message);
  });
});
