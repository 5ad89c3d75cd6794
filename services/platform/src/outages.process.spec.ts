import { Names } from '@dws/application';
import { createEventStoreDb } from '@dws/eventstoredb';
import { createFileSealStore } from '@dws/files';
import { freePorts } from '@dws/kafka-local';
import { eventually } from '@dws/testing';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anyPorts, urlOf } from './processes/addresses.ts';
import { SupervisedProcess } from './processes/supervised-process.ts';
import { flawsOf } from './testing/check-whole.ts';
import { CompanyClient } from './testing/company-client.ts';
import { highValueAccount, ticket, usageDropped } from './testing/crash-signals.ts';
import { untilWaitingFor } from './testing/readiness.ts';

const SOON_MS = 60_000;
const TEST_MS = 120_000;
const STORE = ['event store'];

const folder = mkdtempSync(join(tmpdir(), 'dws-outages-'));
const data = join(folder, 'data');
const keys = join(folder, 'keys');
let store: SupervisedProcess;
let platform: SupervisedProcess;
let company: CompanyClient;
let health: number;
let storeUrl: string;

beforeAll(async () => {
  const ports = await anyPorts();
  [health = 0] = await freePorts(1);
  mkdirSync(data, { recursive: true });
  storeUrl = `esdb://127.0.0.1:${ports.eventStore}?tls=false`;
  const quiet = { tell: () => undefined, onHopeless: () => undefined };
  store = new SupervisedProcess({
    ...quiet,
    name: 'event-store',
    main: new URL('../../event-store/src/main.ts', import.meta.url),
    environment: {
      EVENT_STORE_FILE: join(data, 'events.db'),
      EVENT_STORE_PORT: String(ports.eventStore),
      EVENT_STORE_HTTP_PORT: String(ports.eventStoreHttp),
    },
    logFile: join(folder, 'event-store.log'),
  });
  platform = new SupervisedProcess({
    ...quiet,
    name: 'platform',
    main: new URL('main.ts', import.meta.url),
    environment: {
      DWS_DATA: data,
      DWS_KEYS: keys,
      DWS_DEVELOPMENT_KEYS: 'true',
      DWS_PORT: String(ports.controlPlane),
      DWS_GATEWAY_PORT: String(ports.gateway),
      DWS_HEALTH_PORT: String(health),
      SANDBOX_PORT: String(ports.sandbox),
      SIGNAL_RATE: '0',
      EVENTSTORE_URL: storeUrl,
    },
    logFile: join(folder, 'platform.log'),
  });
  company = new CompanyClient({
    gatewayUrl: urlOf(ports.gateway),
    controlPlaneUrl: urlOf(ports.controlPlane),
    sandboxUrl: urlOf(ports.sandbox),
    sandboxReadToken: '',
  });
});

afterAll(async () => {
  await platform.kill();
  await store.kill();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

it(
  'starts without its event store, says what it waits for, and takes work once it is there',
  {
    timeout: TEST_MS,
  },
  async () => {
    const said = platform.waitFor(
      'to say that it waits',
      ({ msg }) => msg === 'not up yet: waiting for the event store',
      SOON_MS,
    );
    const ready = platform.start();
    await said;
    await untilWaitingFor(health, STORE, SOON_MS);
    expect((await fetch(`http://127.0.0.1:${health}/healthz`)).status).toBe(200);
    await store.start();
    await ready;
    await untilWaitingFor(health, [], SOON_MS);
    const cause = ticket('first');
    await company.publish(cause);
    await company.settled(cause.caseIds, SOON_MS);
    expect(platform.lives).toBe(1);
  },
);

it(
  'goes on where it was when the event store was killed under it and comes back',
  {
    timeout: TEST_MS,
  },
  async () => {
    const causes = [ticket('before'), ticket('meanwhile'), usageDropped('drop', highValueAccount(0))];
    const [before, ...meanwhile] = causes;
    if (before) await company.publish(before);
    const said = platform.waitFor('to say so', ({ msg }) => msg === 'waiting for the event store', SOON_MS);
    await store.kill();
    await said;
    // What is published meanwhile is acknowledged: the log holds it until it can be worked on.
    for (const cause of meanwhile) await company.publish(cause);
    await untilWaitingFor(health, STORE, SOON_MS);
    const back = platform.waitFor(
      'to hear it',
      ({ msg }) => msg === 'the event store answers again',
      SOON_MS,
    );
    await store.start();
    await back;
    await untilWaitingFor(health, [], SOON_MS);
    await company.settled(
      causes.flatMap(({ caseIds }) => caseIds),
      SOON_MS,
    );
    expect(platform.lives).toBe(1);
  },
);

it(
  'lets the one case wait whose business system is down, and no other; its effect happens once',
  {
    timeout: TEST_MS,
  },
  async () => {
    await company.takeDown('helpdesk', 'ticket.route');
    // Of class N, which cannot be sent twice: it may be sent again only where nothing was sent before.
    await company.takeDown('chat', 'message.post');
    const [waits, alerts] = [ticket('while-down'), usageDropped('while-down', highValueAccount(1))];
    for (const cause of [waits, alerts]) await company.publish(cause);
    for (const caseId of [...waits.caseIds, ...alerts.caseIds]) {
      await eventually('the case waits', SOON_MS, async () =>
        (await company.timeline(caseId)).includes('waiting'),
      );
    }
    const written = (await company.ledger()).filter(({ caseId }) => waits.caseIds.includes(caseId));
    expect(written).toEqual([]);
    // Actions of the same case on other systems were performed meanwhile.
    for (const caseId of alerts.caseIds) expect(await company.timeline(caseId)).toContain('action-executed');
    await company.withdrawFaults();
    await company.settled([...waits.caseIds, ...alerts.caseIds], SOON_MS);
    for (const caseId of [...waits.caseIds, ...alerts.caseIds]) {
      const types = await company.timeline(caseId);
      expect(types).toContain('action-executed');
      expect(types).not.toContain('action-in-doubt');
    }
  },
);

it('lost nothing, did nothing twice, and the trail is whole', { timeout: TEST_MS }, async () => {
  const client = createEventStoreDb({ connectionString: storeUrl, clock: { now: () => Date.now() } });
  const publicKey = readFileSync(join(keys, 'seal.pem.pub'), 'utf8');
  let flaws: readonly string[] = ['nothing was looked at'];
  const look = async (): Promise<boolean> => {
    flaws = await flawsOf({
      store: client,
      names: new Names(),
      seals: createFileSealStore(join(data, 'seals')),
      keys: new Map([['seal', publicKey]]),
      ledger: await company.ledger(),
    });
    return flaws.length === 0;
  };
  try {
    await eventually('no flaw', SOON_MS, look).catch(() => undefined);
    expect(flaws).toEqual([]);
  } finally {
    await client.close();
  }
});
