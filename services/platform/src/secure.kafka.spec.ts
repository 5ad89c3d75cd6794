import { METRICS } from '@dws/application';
import { DEFAULT_BOUNDS, KafkaGroupAdmin, KafkaMessageLog } from '@dws/kafka';
import { isDwsError } from '@dws/kernel';
import { lintMetrics } from '@dws/host/lint-metrics';
import { eventually } from '@dws/testing';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killOne, rollingRestart } from './failover/disturbances.ts';
import { failover } from './failover/failover.ts';
import { anyPorts } from './processes/addresses.ts';
import { startProcesses, type Processes } from './processes/start-processes.ts';
import { SANDBOX_STAGES } from './sandbox-stages.ts';
import { dws } from './testing/dws.ts';

const TEST_MS = 300_000;
const SETTLE_MS = 90_000;
const REPLICATED = ['customer-experience-workers', 'governor', 'executor'];
const DECISIONS = 'action-decisions.customer-experience.v1';
const ACROSS = { rate: 8, environment: '', settleMs: SETTLE_MS };

const folder = mkdtempSync(join(tmpdir(), 'dws-secure-'));
const [data, keys] = [join(folder, 'data'), join(folder, 'keys')];
let processes: Processes;
let stop = async (): Promise<void> => undefined;

beforeAll(async () => {
  processes = await startProcesses({
    data,
    keys,
    secure: true,
    ports: await anyPorts(),
    stages: SANDBOX_STAGES,
    replicas: Object.fromEntries(REPLICATED.map((name) => [name, 2])),
    tell: () => undefined,
  });
  stop = () => processes.stop();
}, 600_000);
afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

interface Positions {
  readonly positions: readonly {
    readonly member: { readonly client: string } | null;
    readonly pausedBy: unknown;
  }[];
}

/** The broker as an identity sees it. */
function connectionOf(name: string) {
  const { KAFKA_USERNAME = '', KAFKA_PASSWORD_FILE = '' } = processes.brokerSettingsOf(name);
  const password = readFileSync(KAFKA_PASSWORD_FILE, 'utf8');
  return {
    brokers: [processes.brokers],
    clientId: `spec-as-${name}`,
    sasl: { mechanism: 'scram-sha-512' as const, username: KAFKA_USERNAME, password },
    bounds: { ...DEFAULT_BOUNDS, requestRetries: 1 },
  };
}
const operator = (): Readonly<Record<string, string>> => ({
  KAFKA_BROKERS: processes.brokers,
  DWS_URL: `${processes.controlPlaneUrl}/api/v1`,
  DWS_PERSON: 'ada',
  ...processes.brokerSettingsOf('operator'),
});

describe('every service as itself, on a broker that allows what topics/ says', () => {
  it(
    'loses nothing and does nothing twice when one of two executors is killed under load',
    { timeout: TEST_MS },
    async () => {
      const run = { ...ACROSS, processes, data, keys, name: 'kill', seconds: 12 };
      const result = await failover({
        ...run,
        disturb: async () => {
          await killOne(processes, 'executor');
        },
      });
      expect(result).toMatchObject({ signals: 96, outcomes: 96, lost: [], doubled: [] });
      await processes.process('executor-1').start();
    },
  );

  it('nor while every replica is replaced, as for a new version', { timeout: TEST_MS }, async () => {
    const run = { ...ACROSS, processes, data, keys, name: 'rolling', seconds: 15 };
    const result = await failover({ ...run, disturb: () => rollingRestart(processes, REPLICATED) });
    expect(result).toMatchObject({ signals: 120, outcomes: 120, lost: [], doubled: [] });
    expect(processes.process('governor-2').lives).toBe(2);
  });

  it('has set nothing aside that it wrote itself', async () => {
    expect(await dws<{ letters: unknown[] }>(operator(), 'dlq', 'list')).toEqual({ letters: [] });
  });

  it('shows an operator both replicas of each group at work', { timeout: TEST_MS }, async () => {
    const both = ['executor-executor-1', 'executor-executor-2', 'governor-governor-1', 'governor-governor-2'];
    let found: Positions = { positions: [] };
    await eventually('every partition has a member', 90_000, async () => {
      found = await dws<Positions>(operator(), 'groups', 'executor', 'governor', '--sample', '0');
      const members = new Set(found.positions.map(({ member }) => member?.client));
      return [...members].toSorted().join() === both.join();
    });
    expect(found.positions.map(({ pausedBy }) => pausedBy)).toEqual(found.positions.map(() => null));
  });

  it('sets no group back while somebody is at work in it', { timeout: TEST_MS }, async () => {
    const admin = new KafkaGroupAdmin(connectionOf('operator'));
    const offsets = await admin.offsetsAt(DECISIONS, 'earliest');
    await expect(admin.setOffsets('executor', DECISIONS, offsets)).rejects.toMatchObject({
      code: 'group-active',
    });
    await admin.close();
  });
});

describe('a decision that nobody made', () => {
  it('is refused from somebody who may not write there', { timeout: TEST_MS }, async () => {
    const log = new KafkaMessageLog(connectionOf('data-platform'));
    const refused = log.publish([{ topic: DECISIONS, key: 'k', headers: {}, value: new Uint8Array(1) }]);
    await expect(refused).rejects.toSatisfy((error) => isDwsError(error, 'not-permitted'));
    await log.close();
  });

  it('is without effect from a service that may, and everybody sees it', { timeout: TEST_MS }, async () => {
    const log = new KafkaMessageLog(connectionOf('governor'));
    const reader = new KafkaMessageLog(connectionOf('operator'));
    const partitions = Array.from({ length: 6 }, (_, partition) => reader.peek(DECISIONS, partition, '0', 1));
    const [genuine] = (await Promise.all(partitions)).flat();
    if (!genuine) throw new Error('there is no decision to forge');
    const before = await dws<{ findings: { what: string; level: string }[] }>(operator(), 'doctor').catch(
      whenFailing,
    );
    expect(before.findings.find(({ what }) => what === 'forgeries')?.level).toBe('ok');
    const headers = { ...genuine.headers, dws_revision: '99' };
    await log.publish([{ topic: DECISIONS, key: genuine.key, headers, value: genuine.value }]);
    await eventually('the forgery is counted', 60_000, async () =>
      (await metricsOf('executor')).some((page) =>
        /^dws_forgeries_total\{[^}]*kind="message"[^}]*\} 1$/m.test(page),
      ),
    );
    const after = await dws<{ findings: { what: string; level: string }[] }>(operator(), 'doctor').catch(
      whenFailing,
    );
    expect(after.findings.find(({ what }) => what === 'forgeries')?.level).toBe('fail');
    const logged =
      readFileSync(join(data, 'logs', 'executor-1.log'), 'utf8') +
      readFileSync(join(data, 'logs', 'executor-2.log'), 'utf8');
    expect(logged).toContain('forged: nothing was done on it');
    await Promise.all([log.close(), reader.close()]);
  });
});

describe('/metrics of every process', () => {
  it('has every metric there is, in names that Prometheus’ own check passes', async () => {
    const pages = await Promise.all(REPLICATED.map(metricsOf));
    for (const page of pages.flat()) {
      for (const name of Object.keys(METRICS)) expect(page).toContain(`# TYPE ${name} `);
      expect(lintMetrics(page)).toEqual([]);
    }
  });
});

/** `/metrics` of each replica, at the address that it says in its log. */
async function metricsOf(service: string): Promise<readonly string[]> {
  return Promise.all(
    [1, 2].map(async (replica) => {
      const text = readFileSync(join(data, 'logs', `${service}-${replica}.log`), 'utf8');
      const port = [...text.matchAll(/"health":\{[^}]*"port":(\d+)/g)].at(-1)?.[1];
      const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
      return answer.text();
    }),
  );
}

/** `dws doctor` ends with 6 where something fails; its answer stands on standard output all the same. */
function whenFailing(error: unknown): never | { findings: { what: string; level: string }[] } {
  if (error instanceof Error && 'stdout' in error)
    return JSON.parse(String(error.stdout)) as { findings: { what: string; level: string }[] };
  throw error;
}
