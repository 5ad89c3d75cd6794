import { startEventStoreServer, type EventStoreServer, type KnownIdentity } from '@dws/event-store';
import { createEventStoreDb } from '@dws/eventstoredb';
import { isDwsError, START } from '@dws/kernel';
import { NO_STREAM, type EventStore } from '@dws/ports';
import { createMemoryEventStore } from '@dws/testing';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyPorts, HOST } from './addresses.ts';
import { AUDITOR, prepareStoreIdentities, type StoreIdentities } from './store-identities.ts';

const clock = { now: () => Date.now() };
const keys = mkdtempSync(join(tmpdir(), 'dws-identities-'));
const clients = new Map<string, EventStore>();
let identities: StoreIdentities;
let server: EventStoreServer;

beforeAll(async () => {
  const port = (await anyPorts()).eventStore;
  identities = await prepareStoreIdentities(keys, 'spec', port);
  server = await startEventStoreServer({
    store: createMemoryEventStore({ clock }),
    clock,
    host: HOST,
    port,
    tls: { certificate: readFileSync(identities.certificate), key: readFileSync(identities.key) },
    identities: JSON.parse(readFileSync(identities.identities, 'utf8')) as KnownIdentity[],
  });
});
afterAll(async () => {
  for (const client of clients.values()) await client.close();
  await server.drain(500);
  rmSync(keys, { recursive: true });
});

function as(name: string): EventStore {
  const known = clients.get(name);
  if (known) return known;
  const client = createEventStoreDb({ connectionString: identities.urlOf(name), clock });
  clients.set(name, client);
  return client;
}

/** Appends one event to a new stream of that kind. */
async function mayAppend(name: string, kind: string, type: string): Promise<boolean> {
  const stream = `${kind}${kind.endsWith('-') ? randomUUID() : ''}`;
  const [last] = await as(AUDITOR).read(stream, { direction: 'backwards', limit: 1 });
  const event = { id: randomUUID(), type, data: Buffer.from('{}'), metadata: Buffer.from('{}') };
  const expectedRevision = last?.revision ?? NO_STREAM;
  try {
    const [result] = await as(name).append([{ stream, expectedRevision, events: [event] }]);
    return result?.outcome === 'appended';
  } catch (error) {
    if (isDwsError(error, 'store-access-denied')) return false;
    throw error;
  }
}

/** One event of each owner, and who else may append it there. By hand, from the table of streams in DESIGN. */
const SERVICES = [
  'audit-recorder',
  'control-plane',
  'governor',
  'executor',
  'escalation-router',
  'customer-experience-workers',
  'revenue-workers',
  'signal-gateway',
  'platform',
  AUDITOR,
];
const WORKERS = ['customer-experience-workers', 'revenue-workers'];
const POINTS = ['governor', 'executor', 'escalation-router', ...WORKERS];

describe('what a service’s identity may append, in this environment', () => {
  it.each([
    ['spec_case-', 'signal-accepted', WORKERS],
    ['spec_case-', 'planned', WORKERS],
    ['spec_case-', 'action-proposal', ['control-plane', ...WORKERS]],
    ['spec_case-', 'gate-decided', ['governor']],
    ['spec_case-', 'review-requested', ['governor']],
    ['spec_case-', 'review-decided', ['control-plane']],
    ['spec_case-', 'claimed', ['executor', 'escalation-router']],
    ['spec_case-', 'action-executed', ['executor', 'escalation-router', 'control-plane']],
    ['spec_case-', 'frozen', ['control-plane', ...POINTS]],
    ['spec_case-', '$metadata', []],
    ['spec_worker-', 'planned', ['audit-recorder']],
    ['spec_worker-', 'gate-decided', ['audit-recorder']],
    ['spec_limit-', 'limit-reserved', ['governor']],
    ['spec_control', 'control-ordered', ['control-plane']],
    ['spec_control', 'enforcement-point-joined', POINTS],
    ['spec_control-', 'order-acknowledged', POINTS],
    ['spec_registry-', 'worker-registered', ['control-plane', 'platform']],
    ['spec_escalation-', 'escalation-raised', ['escalation-router']],
    ['spec_people', 'person-acted', ['control-plane']],
    ['case-', 'planned', []],
    ['other_case-', 'gate-decided', []],
    ['$$spec_worker-churn-signal', '$metadata', []],
    ['$settings', '$settings', []],
  ])('to %s: %s', async (kind, type, expected) => {
    const allowed: string[] = [];
    for (const name of SERVICES) if (await mayAppend(name, kind, type)) allowed.push(name);
    expect(allowed.toSorted()).toEqual(expected.toSorted());
  });
});

describe('every identity', () => {
  it('reads and follows what the others wrote', async () => {
    expect((await as('signal-gateway').readAll(START, 10)).events).not.toHaveLength(0);
    expect(await as('executor').read('spec_control')).not.toHaveLength(0);
  });

  it('keeps its password when everything is prepared again', async () => {
    const again = await prepareStoreIdentities(keys, 'spec', server.port);
    expect(again.urlOf('governor')).toBe(identities.urlOf('governor'));
    expect(readFileSync(join(keys, 'event-store', 'governor.url'), 'utf8').trim()).toBe(
      again.urlOf('governor'),
    );
    expect(() => again.urlOf('stranger')).toThrow(/knows nobody/);
  });
});
