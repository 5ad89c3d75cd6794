import { AccessDeniedError, EventStoreDBClient, jsonEvent, streamNameFilter } from '@eventstore/db-client';
import { DwsError } from '@dws/kernel';
import { createMemoryEventStore } from '@dws/testing';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from './access/credentials.ts';
import { startEventStoreServer, type EventStoreServer } from './app.ts';
import { SYSTEM_CLOCK } from './server.fixture.ts';

const store = createMemoryEventStore({ clock: SYSTEM_CLOCK });
const clients: EventStoreDBClient[] = [];
let server: EventStoreServer;
let certificate: Buffer;

beforeAll(async () => {
  const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  certificate = Buffer.from(pems.cert);
  server = await startEventStoreServer({
    store,
    clock: SYSTEM_CLOCK,
    host: 'localhost',
    port: 0,
    tls: { certificate, key: Buffer.from(pems.private) },
    identities: [
      { name: 'governor', passwordHash: await hashPassword('g'), writes: ['gate-decided'], reads: ['case-'] },
      { name: 'auditor', passwordHash: await hashPassword('a'), writes: [], reads: ['*'] },
    ],
  });
});
afterAll(async () => {
  for (const client of clients) await client.dispose();
  await server.drain(500);
});

function clientOf(username?: string, password?: string): EventStoreDBClient {
  const endpoint = { address: 'localhost', port: server.port };
  const credentials = username === undefined ? undefined : { username, password: password ?? '' };
  const client = new EventStoreDBClient({ endpoint }, { rootCertificate: certificate }, credentials);
  clients.push(client);
  return client;
}

const decided = () => jsonEvent({ type: 'gate-decided', data: {} });
const claimed = () => jsonEvent({ type: 'claimed', data: {} });

async function read(reading: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of reading) count += 1;
  return count;
}

describe('an identity', () => {
  it('writes the event types it owns and reads the streams it may', async () => {
    const governor = clientOf('governor', 'g');
    await governor.appendToStream('case-1', decided());
    expect(await read(governor.readStream('case-1'))).toBe(1);
  });

  it.each([
    ['BatchAppend', {}],
    ['Append', { credentials: { username: 'governor', password: 'g' } }],
  ])('is denied other event types, also one among its own, with %s', async (_, options) => {
    const appending = clientOf('governor', 'g').appendToStream('case-2', [decided(), claimed()], options);
    await expect(appending).rejects.toBeInstanceOf(AccessDeniedError);
    expect(await store.read('case-2')).toEqual([]);
  });

  it('is denied other streams and the whole log', async () => {
    const governor = clientOf('governor', 'g');
    await expect(read(governor.readStream('worker-1'))).rejects.toBeInstanceOf(AccessDeniedError);
    await expect(read(governor.readAll())).rejects.toBeInstanceOf(AccessDeniedError);
    const wide = governor.subscribeToAll({ filter: streamNameFilter({ prefixes: ['case-', 'worker-'] }) });
    await expect(read(wide)).rejects.toBeInstanceOf(AccessDeniedError);
  });

  it('that may read everything reads the whole log and writes nothing', async () => {
    const auditor = clientOf('auditor', 'a');
    expect(await read(auditor.readAll())).toBeGreaterThan(0);
    await expect(auditor.appendToStream('case-1', decided())).rejects.toBeInstanceOf(AccessDeniedError);
  });
});

describe('a stranger', () => {
  it.each([
    ['without credentials', undefined, undefined],
    ['with a wrong password', 'governor', 'x'],
    ['with an unknown name', 'nobody', 'g'],
  ])('%s is denied', async (_, name, password) => {
    const stranger = clientOf(name, password);
    await expect(read(stranger.readStream('case-1'))).rejects.toBeInstanceOf(AccessDeniedError);
    await expect(stranger.appendToStream('case-1', decided())).rejects.toBeInstanceOf(AccessDeniedError);
  });
});

describe('the server refuses to start', () => {
  const base = { store, clock: SYSTEM_CLOCK, port: 0 };
  const someone = { name: 'a', passwordHash: '', writes: [], reads: [] };

  it.each([
    ['open to the network without identities', { ...base, host: '0.0.0.0' }],
    ['with identities but without TLS', { ...base, host: '127.0.0.1', identities: [someone] }],
  ])('%s', async (_, options) => {
    await expect(startEventStoreServer(options)).rejects.toSatisfy(
      (error) => error instanceof DwsError && error.code === 'config-invalid',
    );
  });
});
