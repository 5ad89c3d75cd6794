import { CRASH_POINTS, Names } from '@dws/application';
import { createFileSealStore } from '@dws/files';
import { SqliteEventStore } from '@dws/sqlite';
import { eventually } from '@dws/testing';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyPorts, urlOf } from './processes/addresses.ts';
import { SupervisedProcess } from './processes/supervised-process.ts';
import { flawsOf } from './testing/check-whole.ts';
import { CompanyClient, type LedgerRow } from './testing/company-client.ts';
import { causeOf, verdictBefore } from './testing/crash-signals.ts';

const REACHED_MS = 60_000;
const SETTLED_MS = 60_000;
const TEST_MS = 180_000;

const folder = mkdtempSync(join(tmpdir(), 'dws-crash-embedded-'));
const data = join(folder, 'data');
const keys = join(folder, 'keys');
let platform: SupervisedProcess;
let company: CompanyClient;

beforeAll(async () => {
  const ports = await anyPorts();
  mkdirSync(data, { recursive: true });
  platform = new SupervisedProcess({
    name: 'platform',
    main: new URL('main.ts', import.meta.url),
    environment: {
      DWS_DATA: data,
      DWS_KEYS: keys,
      DWS_DEVELOPMENT_KEYS: 'true',
      DWS_PORT: String(ports.controlPlane),
      DWS_GATEWAY_PORT: String(ports.gateway),
      SANDBOX_PORT: String(ports.sandbox),
      SIGNAL_RATE: '0',
    },
    logFile: join(folder, 'platform.log'),
    tell: () => undefined,
    onHopeless: () => undefined,
  });
  company = new CompanyClient({
    gatewayUrl: urlOf(ports.gateway),
    controlPlaneUrl: urlOf(ports.controlPlane),
    sandboxUrl: urlOf(ports.sandbox),
    sandboxReadToken: '',
  });
  await platform.start();
}, 120_000);

afterAll(async () => {
  await platform.kill();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

describe('the whole platform in one process, killed', () => {
  it.each(CRASH_POINTS.map((point, number) => [point, number] as const))(
    'at %s goes on where it was, from the same files',
    { timeout: TEST_MS },
    async (point, number) => {
      const cause = causeOf(point, number);
      await platform.stop();
      await platform.start({ DWS_CRASH_AT: point });
      const published = company.publish(cause);
      const verdict = verdictBefore(point);
      const decided = verdict ? company.decide(verdict, cause.subject, REACHED_MS) : Promise.resolve(null);
      // Heard of below; a point that is not reached is told first.
      decided.catch(() => undefined);
      try {
        expect(await platform.untilCrashPoint(REACHED_MS)).toBe(point);
      } finally {
        await platform.kill();
        await platform.start();
      }
      const [reviewed] = await Promise.all([decided, published]);
      await company.settled([...cause.caseIds, ...(reviewed === null ? [] : [reviewed])], SETTLED_MS);
    },
  );
});

it('nothing was lost, nothing was done twice, and the trail is whole', { timeout: TEST_MS }, async () => {
  let flaws: readonly string[] = ['the platform was not looked at'];
  const look = async (): Promise<boolean> => {
    const ledger = await company.ledger();
    await platform.stop();
    flaws = await flawsIn(ledger);
    if (flaws.length > 0) await platform.start();
    return flaws.length === 0;
  };
  await eventually('no flaw', SETTLED_MS, look).catch(() => undefined);
  expect(flaws).toEqual([]);
});

/** Opens the files that the stopped platform has left. */
async function flawsIn(ledger: readonly LedgerRow[]): Promise<readonly string[]> {
  const store = await SqliteEventStore.open({
    path: join(data, 'events.db'),
    clock: { now: () => Date.now() },
  });
  try {
    const publicKey = readFileSync(join(keys, 'seal.pem.pub'), 'utf8');
    return await flawsOf({
      store,
      names: new Names(),
      seals: createFileSealStore(join(data, 'seals')),
      keys: new Map([['seal', publicKey]]),
      ledger,
    });
  } finally {
    await store.close();
  }
}
