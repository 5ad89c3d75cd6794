import { AccessDeniedError, EventStoreDBClient, jsonEvent, streamNameFilter } from '@eventstore/db-client';
import { createMemoryEventStore } from '@dws/testing';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hashPassword } from './access/credentials.ts';
import { startEventStoreServer, type EventStoreServer } from './app.ts';
import { SYSTEM_CLOCK } from './server.fixture.ts';

const store = createMemoryEventStore({ clock: SYSTEM_CLOCK });
const clients = new Map<string, EventStoreDBClient>();
let server: EventStoreServer;
let certificate: Buffer;

const USER_STREAMS = ['']; // every name begins so; system streams are reached by prefixes that begin with $ only

beforeAll(async () => {
  const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  certificate = Buffer.from(pems.cert);
  const passwordHash = await hashPassword('p');
  const user = { passwordHash, writes: ['*'], reads: USER_STREAMS, manages: USER_STREAMS };
  server = await startEventStoreServer({
    store,
    clock: SYSTEM_CLOCK,
    host: 'localhost',
    port: 0,
    tls: { certificate, key: Buffer.from(pems.private) },
    identities: [
      { ...user, name: 'root', roles: ['$admins'] },
      { ...user, name: 'ann', roles: ['writers'] },
      { ...user, name: 'ben' },
      { ...user, name: 'service', appends: ['case-'], reads: ['case-'], manages: [] },
    ],
  });
});
afterAll(async () => {
  for (const client of clients.values()) await client.dispose();
  await server.drain(500);
});

function as(name: string): EventStoreDBClient {
  const known = clients.get(name);
  if (known) return known;
  const endpoint = { address: 'localhost', port: server.port };
  const client = new EventStoreDBClient(
    { endpoint },
    { rootCertificate: certificate },
    { username: name, password: 'p' },
  );
  clients.set(name, client);
  return client;
}

const event = () => jsonEvent({ type: 'noted', data: {} });
async function read(reading: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of reading) count += 1;
  return count;
}

/** What each does with a stream, by the call of the client. */
const ACTIONS: Record<string, (client: EventStoreDBClient, stream: string) => Promise<unknown>> = {
  read: (client, stream) => read(client.readStream(stream)),
  subscribe: (client, stream) => first(client.subscribeToStream(stream)),
  append: (client, stream) => client.appendToStream(stream, event()),
  'append by the older call': (client, stream) =>
    client.appendToStream(stream, event(), { credentials: { username: nameOf(client), password: 'p' } }),
  delete: (client, stream) => client.deleteStream(stream),
  tombstone: (client, stream) => client.tombstoneStream(stream),
  'read settings': (client, stream) => client.getStreamMetadata(stream),
  'write settings': (client, stream) => client.setStreamMetadata(stream, { maxCount: 9 }),
};
const nameOf = (client: EventStoreDBClient) => [...clients].find(([, one]) => one === client)?.[0] ?? '';

async function first(subscription: AsyncIterable<unknown>): Promise<unknown> {
  for await (const one of subscription) return one;
  return undefined;
}

let streams = 0;
async function allowed(name: string, action: string, acl?: object): Promise<boolean> {
  const stream = `noted-${(streams += 1)}`;
  await as('root').appendToStream(stream, event());
  if (acl) await as('root').setStreamMetadata(stream, { acl });
  try {
    await ACTIONS[action]?.(as(name), stream);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(AccessDeniedError);
    return false;
  }
}

describe('a user stream', () => {
  it.each(Object.keys(ACTIONS))('without an ACL is everybody’s to %s who was given it', async (action) => {
    expect(await allowed('ben', action)).toBe(true);
    expect(await allowed('service', action)).toBe(false);
  });

  it.each([
    ['read', { readRoles: ['writers'] }],
    ['subscribe', { readRoles: ['ann'] }],
    ['append', { writeRoles: ['writers'] }],
    ['append by the older call', { writeRoles: ['ann'] }],
    ['delete', { deleteRoles: ['ann'] }],
    ['tombstone', { deleteRoles: ['writers'] }],
    ['read settings', { metaReadRoles: ['ann'] }],
    ['write settings', { metaWriteRoles: ['writers', 'others'] }],
  ])('with an ACL is for whom it names, and admins, to %s', async (action, acl) => {
    expect(await allowed('ann', action, acl)).toBe(true);
    expect(await allowed('ben', action, acl)).toBe(false);
    expect(await allowed('root', action, acl)).toBe(true);
  });

  it('with an ACL for one action is as before for the others', async () => {
    expect(await allowed('ben', 'append', { readRoles: ['ann'] })).toBe(true);
    expect(await allowed('ben', 'read', { readRoles: ['$all'] })).toBe(true);
    expect(await allowed('ben', 'read', { readRoles: [] })).toBe(false);
  });

  it('given by an ACL to whom a service’s own rights do not reach is not given', async () => {
    expect(await allowed('service', 'read', { readRoles: ['service'] })).toBe(false);
  });
});

describe('what a service may do', () => {
  it('ends at its own streams and does not reach their settings or their end', async () => {
    const service = as('service');
    await service.appendToStream('case-1', event());
    expect(await read(service.readStream('case-1'))).toBe(1);
    await expect(service.appendToStream('worker-1', event())).rejects.toBeInstanceOf(AccessDeniedError);
    await expect(service.deleteStream('case-1')).rejects.toBeInstanceOf(AccessDeniedError);
    await expect(service.tombstoneStream('case-1')).rejects.toBeInstanceOf(AccessDeniedError);
    await expect(service.setStreamMetadata('case-1', { maxCount: 1 })).rejects.toBeInstanceOf(
      AccessDeniedError,
    );
  });

  it('shows it, in its part of $all, what streams’ ACLs leave to it', async () => {
    await as('root').appendToStream('case-closed', event());
    await as('root').setStreamMetadata('case-closed', { acl: { readRoles: ['ann'] } });
    const filter = streamNameFilter({ prefixes: ['case-'] });
    const found: (string | undefined)[] = [];
    const subscription = as('service').subscribeToAll({ filter });
    subscription
      .on('caughtUp' as 'data', () => found.push('caught-up'))
      .on('error', () => undefined)
      .on('data', (resolved) => found.push(resolved.event?.streamId));
    await vi.waitFor(() => expect(found).toEqual(['case-1', 'caught-up']));
    await as('root').appendToStream('case-closed', event());
    await as('root').appendToStream('case-1', event());
    await vi.waitFor(() => expect(found).toEqual(['case-1', 'caught-up', 'case-1']));
  });
});

describe('system streams', () => {
  it('are the admins’ by default, $all among them', async () => {
    await as('root').appendToStream('$ours', event());
    for (const stream of ['$ours', '$all']) {
      await expect(read(as('ben').readStream(stream))).rejects.toBeInstanceOf(AccessDeniedError);
      await expect(as('ben').appendToStream(stream, event())).rejects.toBeInstanceOf(AccessDeniedError);
    }
    await expect(read(as('ben').readAll())).rejects.toBeInstanceOf(AccessDeniedError);
    expect(await read(as('root').readAll())).toBeGreaterThan(0);
    await expect(as('root').appendToStream('$all', event())).rejects.toBeInstanceOf(AccessDeniedError);
  });

  it('and user streams follow the defaults that $settings hold, as soon as they are written', async () => {
    const settings = { $userStreamAcl: { $r: 'ann' }, $systemStreamAcl: { $r: ['$admins'] } };
    await as('root').appendToStream('$settings', jsonEvent({ type: '$settings', data: settings }));
    expect(await allowed('ben', 'read')).toBe(false);
    expect(await allowed('ann', 'read')).toBe(true);
    expect(await allowed('ben', 'read', { readRoles: ['ben'] })).toBe(true);
    await as('root').appendToStream('$settings', jsonEvent({ type: '$settings', data: {} }));
    expect(await allowed('ben', 'read')).toBe(true);
  });
});
