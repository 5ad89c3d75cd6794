import { KafkaMessageLog } from '@dws/kafka';
import { schemaIdOf } from '@dws/contracts/avro';
import { startRegistry, type LocalRegistry } from '@dws/registry-local';
import { RegistryClient } from '@dws/schema-registry';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { anyPorts } from './processes/addresses.ts';
import { startProcesses, type Processes } from './processes/start-processes.ts';
import { CompanyClient } from './testing/company-client.ts';
import { ticket } from './testing/crash-signals.ts';

const SETTLED_MS = 120_000;
const TEST_MS = 480_000;
/** What a ticket needs on its way from signal to outcome. */
const ONLY = [
  'event-store',
  'sandbox',
  'control-plane',
  'governor',
  'executor',
  'customer-experience-workers',
  'signal-gateway',
];

const folder = mkdtempSync(join(tmpdir(), 'dws-on-registry-'));
const environment = `registry-${randomUUID().slice(0, 8)}`;
let registry: LocalRegistry;
let processes: Processes;
let company: CompanyClient;
let stop = async (): Promise<void> => undefined;

beforeAll(async () => {
  registry = await startRegistry();
  stop = () => registry.stop();
  processes = await startProcesses({
    data: join(folder, 'data'),
    keys: join(folder, 'keys'),
    environment,
    ports: await anyPorts(),
    brokers: inject('kafkaBootstrap'),
    schemaRegistryUrl: registry.url,
    only: ONLY,
    common: { KAFKA_SESSION_MS: '1500' },
    tell: () => undefined,
  });
  stop = async () => {
    await processes.stop();
    await registry.stop();
  };
  company = new CompanyClient(processes);
}, 600_000);

afterAll(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

async function outcomeOf(id: string): Promise<readonly string[]> {
  const cause = ticket(id);
  await company.publish(cause);
  await company.settled(cause.caseIds, SETTLED_MS);
  return company.timeline(cause.caseIds[0] ?? '');
}

it('a signal comes to its outcome in the registry’s numbers', { timeout: TEST_MS }, async () => {
  expect(await outcomeOf('on-a-registry')).toContain('action-executed');
  const subject = 'dws.signals.customer_experience.v1.TicketCreated';
  const registered = await new RegistryClient({ url: registry.url }).latest(subject);
  const log = new KafkaMessageLog({ brokers: [inject('kafkaBootstrap')], clientId: 'spec' });
  try {
    const topic = `${environment}.signals.customer-experience.v1`;
    const partitions = [0, 1, 2, 3, 4, 5];
    const found = await Promise.all(partitions.map((partition) => log.peek(topic, partition, '0', 10)));
    expect(found.flat().map(({ value }) => schemaIdOf(value ?? new Uint8Array(0)))).toEqual([registered?.id]);
  } finally {
    await log.close();
  }
});

it('signals go on to their outcomes while the registry does not answer', { timeout: TEST_MS }, async () => {
  registry.pause();
  try {
    expect(await outcomeOf('registry-silent')).toContain('action-executed');
  } finally {
    registry.resume();
  }
});

it(
  'a service that starts while the registry is away goes on with what it was told',
  { timeout: TEST_MS },
  async () => {
    const gateway = processes.process('signal-gateway-1');
    const worker = processes.process('customer-experience-workers-1');
    await Promise.all([gateway.stop(), worker.stop()]);
    await registry.stop();
    await Promise.all([gateway.start(), worker.start()]);
    expect(await outcomeOf('registry-away')).toContain('action-executed');
  },
);
