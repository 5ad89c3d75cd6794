import { CRASH_POINTS, Names } from '@dws/application';
import { createEventStoreDb } from '@dws/eventstoredb';
import { createFileSealStore } from '@dws/files';
import { eventually, staysTrue } from '@dws/testing';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { anyPorts } from './processes/addresses.ts';
import { startProcesses, type Processes } from './processes/start-processes.ts';
import { flawsOf } from './testing/check-whole.ts';
import { CompanyClient } from './testing/company-client.ts';
import { causeOf, serviceAt, ticket, verdictBefore } from './testing/crash-signals.ts';

const REACHED_MS = 60_000;
const SETTLED_MS = 60_000;
/** Longer than the executor needs to come back to its group and be handed the decision. */
const STILL_MS = 6_000;
const TEST_MS = 180_000;

const folder = mkdtempSync(join(tmpdir(), 'dws-crash-'));
const environment = `crash-${randomUUID().slice(0, 8)}`;
const data = join(folder, 'data');
const keys = join(folder, 'keys');
let processes: Processes;
let stop = async (): Promise<void> => undefined;
let company: CompanyClient;

beforeAll(async () => {
  processes = await startProcesses({
    data,
    keys,
    environment,
    ports: await anyPorts(),
    brokers: inject('kafkaBootstrap'),
    // A killed member is missed in 1.5 s instead of 10.
    common: { KAFKA_SESSION_MS: '1500' },
    tell: () => undefined,
  });
  stop = () => processes.stop();
  company = new CompanyClient(processes);
}, 300_000);

afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

describe('a process that is killed', () => {
  it.each(CRASH_POINTS.map((point, number) => [point, number] as const))(
    'at %s goes on where it was',
    { timeout: TEST_MS },
    async (point, number) => {
      const victim = processes.process(`${serviceAt(point)}-1`);
      const cause = causeOf(point, number);
      await victim.stop();
      await victim.start({ DWS_CRASH_AT: point });
      const published = company.publish(cause);
      const verdict = verdictBefore(point);
      const decided = verdict ? company.decide(verdict, cause.subject, REACHED_MS) : Promise.resolve(null);
      // Heard of below; a point that is not reached is told first.
      decided.catch(() => undefined);
      try {
        expect(await victim.untilCrashPoint(REACHED_MS)).toBe(point);
      } finally {
        await victim.kill();
        await victim.start();
      }
      const [reviewed] = await Promise.all([decided, published]);
      await company.settled([...cause.caseIds, ...(reviewed === null ? [] : [reviewed])], SETTLED_MS);
    },
  );
});

it(
  'an executor that stands still across a kill claims nothing in its scope',
  { timeout: TEST_MS },
  async () => {
    const executor = processes.process('executor-1');
    const cause = ticket('across-a-kill');
    const [caseId = ''] = cause.caseIds;
    executor.signal('SIGSTOP');
    try {
      await company.publish(cause);
      const gated = async (): Promise<boolean> => (await company.timeline(caseId)).includes('gate-decided');
      await eventually('the gate has decided', SETTLED_MS, gated);
      expect((await company.kill('ticket-classification')).fenced).toContain('executor/executor-1');
      expect(await company.timeline(caseId)).toContain('frozen');
    } finally {
      executor.signal('SIGCONT');
    }
    await staysTrue(
      'nothing is claimed',
      STILL_MS,
      async () => !(await company.timeline(caseId)).includes('claimed'),
    );
    const written = (await company.ledger()).filter((row) => row.caseId === caseId);
    expect(written).toEqual([]);
  },
);

it('nothing was lost, nothing was done twice, and the trail is whole', { timeout: TEST_MS }, async () => {
  const store = createEventStoreDb({
    connectionString: processes.eventStoreUrl,
    clock: { now: () => Date.now() },
  });
  const publicKey = readFileSync(join(keys, 'seal.pem.pub'), 'utf8');
  const whole = async (): Promise<readonly string[]> =>
    flawsOf({
      store,
      names: new Names(environment),
      seals: createFileSealStore(join(data, 'seals')),
      keys: new Map([['seal', publicKey]]),
      ledger: await company.ledger(),
    });
  let flaws: readonly string[] = [];
  try {
    await eventually('no flaw', SETTLED_MS, async () => (flaws = await whole()).length === 0);
  } catch {
    expect(flaws).toEqual([]);
  } finally {
    await store.close();
  }
});
