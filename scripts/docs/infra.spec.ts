import { consumerGroups, METRICS } from '@dws/application';
import { WORKERS } from '@dws/cli/workers';
import { readTopicManifests } from '@dws/contracts/topics';
import { prometheusMetrics, settingsSchema } from '@dws/host';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

const INFRA = resolve(import.meta.dirname, '../../infra');
const ROOT = resolve(INFRA, '..');

/** What these specs look at in a Kubernetes object. */
interface Manifest {
  readonly file: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Record<string, unknown>;
}
interface Container {
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly volumeMounts: readonly { readonly name: string }[];
}
interface PodSpec {
  readonly containers: readonly [Container];
  readonly volumes: readonly { readonly name: string; readonly secret?: { readonly secretName: string } }[];
}

const folder = join(INFRA, 'kubernetes');
const manifests = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .flatMap((file) =>
    parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((document): Manifest => {
      expect(document.errors, file).toEqual([]);
      return { file, ...(document.toJS() as Omit<Manifest, 'file'>) };
    }),
  );
const ofKind = (...kinds: readonly string[]) => manifests.filter(({ kind }) => kinds.includes(kind));
const pods = ofKind('Deployment', 'Job').map(({ metadata, spec }) => ({
  name: metadata.name,
  pod: (spec['template'] as { readonly spec: PodSpec }).spec,
}));
const topics = readTopicManifests().manifests;
const groups = new Set(
  Object.values(consumerGroups(WORKERS.map(({ definition }) => definition.manifest))).flat(),
);

describe('infra/kubernetes', () => {
  it('has objects with a name each, no two the same', () => {
    expect(manifests.length).toBeGreaterThan(20);
    const names = manifests.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { file, apiVersion } of manifests)
      expect(apiVersion, file).toMatch(/^([a-z.]+\/)?v1(alpha1)?$/);
  });

  it('has a broker identity for each service and for everybody that topics/ names', () => {
    const users = new Set(ofKind('KafkaUser').map(({ metadata }) => metadata.name));
    const named = topics.flatMap(({ access }) => access.map(({ principal }) => principal));
    const services = pods.map(
      ({ pod }) => /^services\/([a-z-]+)\//.exec(pod.containers[0].args[0] ?? '')?.[1],
    );
    for (const name of [...named, ...services.filter((one) => one !== 'cli'), 'operator', 'admin'])
      expect(users).toContain(name);
  });

  it.each(pods)('runs $name from a file that is there, as itself, by settings that there are', ({ pod }) => {
    const [{ args, env, volumeMounts }] = pod.containers;
    const [file = ''] = args;
    expect(existsSync(join(ROOT, file)), file).toBe(true);
    const own = readdirSync(resolve(ROOT, file, '..'))
      .filter((name) => /^(settings|config|main)\.ts$/.test(name))
      .map((name) => readFileSync(resolve(ROOT, file, '..', name), 'utf8'))
      .join('\n');
    const shared = readFileSync(join(ROOT, 'libs/host/src/open-systems.ts'), 'utf8');
    for (const { name } of env)
      expect(name in settingsSchema.shape || `${own}${shared}`.includes(`${name}:`), name).toBe(true);
    const valueOf = (name: string) => env.find((one) => one.name === name)?.value;
    const service = file.split('/')[1];
    expect(valueOf('KAFKA_USERNAME')).toBe(service === 'cli' ? 'admin' : service);
    const secretOf = (volume: string) => pod.volumes.find(({ name }) => name === volume)?.secret?.secretName;
    expect(secretOf('kafka-identity')).toBe(valueOf('KAFKA_USERNAME'));
    for (const { name } of volumeMounts) expect(pod.volumes.map((one) => one.name)).toContain(name);
    const workers = valueOf('WORKERS');
    if (workers !== undefined)
      expect(WORKERS.map(({ definition }) => definition.manifest.id)).toContain(workers);
  });

  it('lets only executor write to business systems', () => {
    const writers = pods.filter(({ pod }) =>
      pod.containers[0].env.some(({ name }) => name === 'SANDBOX_WRITE_TOKEN'),
    );
    expect(writers.map(({ name }) => name)).toEqual(['executor']);
  });

  it.each(ofKind('ScaledObject'))(
    'scales $metadata.name on a group and a topic that there are',
    ({ spec }) => {
      const { scaleTargetRef, triggers, maxReplicaCount } = spec as {
        readonly scaleTargetRef: { readonly name: string };
        readonly maxReplicaCount: number;
        readonly triggers: readonly [{ readonly metadata: { consumerGroup: string; topic: string } }];
      };
      expect(pods.map(({ name }) => name)).toContain(scaleTargetRef.name);
      const { consumerGroup, topic } = triggers[0].metadata;
      expect([...groups]).toContain(consumerGroup);
      expect(topics.find(({ name }) => name === topic)?.partitions).toBeGreaterThanOrEqual(maxReplicaCount);
    },
  );
});

describe('infra/grafana', () => {
  const read = (...path: readonly string[]): string => readFileSync(join(INFRA, 'grafana', ...path), 'utf8');
  const board = JSON.parse(read('dws-platform.json')) as {
    readonly panels: readonly {
      readonly id: number;
      readonly title: string;
      readonly datasource: { readonly uid: string };
      readonly targets: readonly { readonly expr: string }[];
    }[];
  };
  const alerts = parse(read('alerts.yaml')) as {
    readonly groups: readonly {
      readonly rules: readonly { readonly alert: string; readonly expr: string }[];
    }[];
  };
  const queries = [
    ...board.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ from: title, expr }))),
    ...alerts.groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => ({ from: alert, expr }))),
  ];

  it.each(queries)('$from asks for metrics, and labels, that every process exports', async ({ expr }) => {
    const metrics = prometheusMetrics('any');
    metrics.watch({ answers: [] });
    const page = await metrics.registry.metrics();
    const names = [...expr.matchAll(/\b(?:dws|nodejs|process)_\w+/g)].map(([name]) => name);
    expect(names.length).toBeGreaterThan(0);
    const bases = names.map((name) => name.replace(/_bucket$/, ''));
    for (const base of bases) expect(page, base).toContain(`# TYPE ${base} `);
    const labels = bases.flatMap((base) =>
      base in METRICS ? METRICS[base as keyof typeof METRICS].labels : [],
    );
    const asked = [...expr.matchAll(/by \(([^)]+)\)|\{(\w+)=/g)]
      .flatMap(([, by = '', selected = '']) => [...by.split(','), selected])
      .map((label) => label.trim())
      .filter((label) => label !== '');
    for (const label of asked) expect([...labels, 'le', 'service', 'dependency']).toContain(label);
  });

  it('is provisioned with the data source that its panels name', () => {
    const { datasources } = parse(read('provisioning', 'datasources', 'prometheus.yaml')) as {
      readonly datasources: readonly [{ readonly uid: string }];
    };
    for (const { datasource } of board.panels) expect(datasource.uid).toBe(datasources[0].uid);
    expect(new Set(board.panels.map(({ id }) => id)).size).toBe(board.panels.length);
  });
});
