import { Names } from '@dws/application';
import { createEventStoreDb } from '@dws/eventstoredb';
import { createFileSealStore } from '@dws/files';
import { KafkaMessageLog } from '@dws/kafka';
import { freePorts, startKafka, type LocalKafka } from '@dws/kafka-local';
import { caseIdOf } from '@dws/kernel';
import { createFileSchemaCodec } from '@dws/schema-files';
import { eventually } from '@dws/testing';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anyPorts } from './processes/addresses.ts';
import { startProcesses, type Processes } from './processes/start-processes.ts';
import type { SupervisedProcess } from './processes/supervised-process.ts';
import { flawsOf } from './testing/check-whole.ts';
import { CompanyClient } from './testing/company-client.ts';
import { ticket } from './testing/crash-signals.ts';
import { dws } from './testing/dws.ts';
import { goodBefore, noGoodMessages } from './testing/no-good-messages.ts';
import { untilWaitingFor } from './testing/readiness.ts';

const SOON_MS = 90_000;
const TEST_MS = 180_000;
/** One that only consumes, one that answers publishers, one that performs; all need store and broker. */
const WATCHED = ['customer-experience-workers', 'signal-gateway', 'executor', 'governor'] as const;
const STORE = ['event store'];
const LOG = ['message log'];

const folder = mkdtempSync(join(tmpdir(), 'dws-outages-kafka-'));
const environment = `outage-${randomUUID().slice(0, 8)}`;
const names = new Names(environment);
const data = join(folder, 'data');
const keys = join(folder, 'keys');
const health = new Map<string, number>();
let kafka: LocalKafka;
let processes: Processes;
let company: CompanyClient;
let stop = async (): Promise<void> => undefined;

beforeAll(async () => {
  kafka = await startKafka({ brokers: 1, dir: folder });
  stop = () => kafka.stop();
  const ports = await freePorts(WATCHED.length);
  WATCHED.forEach((name, index) => health.set(name, ports[index] ?? 0));
  processes = await startProcesses({
    data,
    keys,
    environment,
    ports: await anyPorts(),
    brokers: kafka.bootstrap,
    // What these cases do not need stays out: every process costs a second of two cores.
    only: ['event-store', 'sandbox', 'audit-recorder', 'control-plane', ...WATCHED],
    common: { KAFKA_SESSION_MS: '1500' },
    settings: Object.fromEntries(
      WATCHED.map((name) => [name, { DWS_HEALTH_PORT: String(health.get(name)) }]),
    ),
    stages: { 'ticket-classification': 'supervised' },
    tell: () => undefined,
  });
  stop = async () => {
    // Nothing in them is looked at any more.
    await Promise.all(processes.all.map((one) => one.kill()));
    await processes.stop();
    await kafka.stop();
  };
  company = new CompanyClient(processes);
}, 300_000);

afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}, 120_000);

const service = (name: string): SupervisedProcess => processes.process(`${name}-1`);
const lives = (): readonly number[] => processes.all.map((one) => one.lives);
const saying = (name: string, text: string): Promise<unknown> =>
  service(name).waitFor(`to say "${text}"`, ({ msg }) => msg.startsWith(text), SOON_MS);

/** Starts a process without waiting until it takes work; gives the wait for that. */
function starting(name: string): Promise<void> {
  const ready = service(name).start();
  // Awaited by the test in the end; what goes wrong first is told first.
  ready.catch(() => undefined);
  return ready;
}

const everywhere = (waitingFor: readonly string[]): Promise<unknown> =>
  Promise.all(WATCHED.map((name) => untilWaitingFor(health.get(name) ?? 0, waitingFor, SOON_MS)));

it(
  'services start without a broker, name it, and go on when it is there; those that run do the same',
  {
    timeout: TEST_MS,
  },
  async () => {
    const [before, after] = [ticket('before-broker'), ticket('after-broker')];
    await service('executor').stop();
    await company.publish(before);
    await service('signal-gateway').stop();
    await kafka.nodes[0]?.kill();
    const said = Promise.all([
      saying('executor', 'waiting for the message log'),
      saying('signal-gateway', 'waiting for the message log'),
    ]);
    const ready = Promise.all([starting('executor'), starting('signal-gateway')]);
    const started = lives();
    await said;
    await everywhere(LOG);
    await kafka.nodes[0]?.start();
    await ready;
    await everywhere([]);
    await company.publish(after);
    await company.settled([...before.caseIds, ...after.caseIds], SOON_MS);
    expect(lives()).toEqual(started);
  },
);

it(
  'an event store that is killed under load and comes back costs nothing',
  { timeout: TEST_MS },
  async () => {
    const causes = Array.from({ length: 5 }, (_, index) => ticket(`store-${index}`));
    // Stopped first: what leaves in order says so in the store.
    await service('governor').stop();
    for (const cause of causes.slice(0, 3)) await company.publish(cause);
    await service('event-store').kill();
    const said = saying('governor', 'not up yet: waiting for the event store');
    const ready = starting('governor');
    const started = lives();
    for (const cause of causes.slice(3)) await company.publish(cause);
    await said;
    await everywhere(STORE);
    await service('event-store').start();
    await ready;
    await everywhere([]);
    await company.settled(
      causes.flatMap(({ caseIds }) => caseIds),
      SOON_MS,
    );
    expect(lives().reduce((sum, count) => sum + count)).toBe(started.reduce((sum, count) => sum + count) + 1);
  },
);

it(
  'services start without the business systems, and the cases that need them wait',
  {
    timeout: TEST_MS,
  },
  async () => {
    await service('sandbox').kill();
    await service('executor').stop();
    // Ready all the same: a business system holds up its cases, never a service.
    await service('executor').start();
    const cause = ticket('no-sandbox');
    await company.publish(cause);
    const [caseId = ''] = cause.caseIds;
    await eventually('its case waits', SOON_MS, async () =>
      (await company.timeline(caseId)).includes('waiting'),
    );
    await everywhere([]);
    await service('sandbox').start();
    await company.settled(cause.caseIds, SOON_MS);
    expect(await company.timeline(caseId)).toContain('action-executed');
  },
);

interface Letter {
  readonly place: string;
  readonly code: string;
  readonly reason: string;
  readonly bytes: number;
}

it(
  'what cannot be used is set aside with its bytes and a reason, and its partition goes on',
  {
    timeout: TEST_MS,
  },
  async () => {
    const topic = names.topic('signals', 'customer-experience');
    const dlq = names.deadLetterTopic(topic, names.group('churn-signal'));
    const own = names.deadLetterTopic(topic, names.group('ticket-classification'));
    const cli = { KAFKA_BROKERS: kafka.bootstrap, DWS_ENV: environment };
    const codec = createFileSchemaCodec();
    await codec.ready();
    const log = new KafkaMessageLog({ brokers: [kafka.bootstrap], clientId: 'outages-spec' });
    const wrong = noGoodMessages(topic, codec);
    const last = goodBefore(topic, codec);
    const after = { ...last, headers: { ...last.headers, ce_id: 'after' } };
    try {
      await log.publish([last, ...wrong.map(({ message }) => message), after]);
      await company.settled([caseIdOf('ticket-classification', 'urn:test:no-good', 'after')], SOON_MS);
      const { letters: listed } = await dws<{ letters: Letter[] }>(cli, 'dlq', 'list', '--topic', topic);
      expect(listed.map(({ code }) => code).toSorted()).toEqual(wrong.map(({ code }) => code).toSorted());
      for (const { message, code } of wrong) {
        const letter = listed.find((one) => one.code === code);
        expect(letter).toMatchObject({ bytes: message.value?.length });
        const [topicOf, partition, offset] = letter?.place.split('/') ?? [];
        expect([dlq, own]).toContain(topicOf);
        const [kept] = await log.peek(topicOf ?? '', Number(partition), offset ?? '', 1);
        expect(Buffer.from(kept?.value ?? [])).toEqual(Buffer.from(message.value ?? []));
        expect(kept?.headers).toMatchObject(message.headers);
      }
      const schema = listed.find(({ code }) => code === 'schema-unknown')?.place ?? '';
      const shown = await dws<{ reason: string; encoding: string; value: string }>(
        cli,
        'dlq',
        'show',
        schema,
      );
      const bytes = Buffer.from(shown.value, shown.encoding === 'utf8' ? 'utf8' : 'base64');
      expect(bytes).toEqual(Buffer.from(wrong[1]?.message.value ?? []));
      expect(shown.reason).toContain('999999');
      expect(await dws(cli, 'dlq', 'replay', schema)).toMatchObject({ sent: 1 });
      // Sent again as it was, it is set aside again.
      const [topicOf = '', partition] = schema.split('/');
      const again = async (): Promise<boolean> =>
        (await log.peek(topicOf, Number(partition), '0', 100)).filter(
          ({ headers }) => headers['dws_dlq_code'] === 'schema-unknown',
        ).length === 2;
      await eventually('it came back', SOON_MS, again);
    } finally {
      await log.close();
    }
  },
);

it('lost nothing, did nothing twice, and the trails are whole', { timeout: TEST_MS }, async () => {
  const store = createEventStoreDb({
    connectionString: processes.eventStoreUrl,
    clock: { now: () => Date.now() },
  });
  const publicKey = readFileSync(join(keys, 'seal.pem.pub'), 'utf8');
  let flaws: readonly string[] = ['nothing was looked at'];
  const look = async (): Promise<boolean> => {
    flaws = await flawsOf({
      store,
      names,
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
    await store.close();
  }
});
