import {
  ANY,
  NO_STREAM,
  STREAM_EXISTS,
  WrongExpectedVersionError,
  jsonEvent,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { createMemoryEventStore } from '@dws/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM_CLOCK, startFixture, type ServerFixture } from './server.fixture.ts';

let fixture: ServerFixture;
let client: EventStoreDBClient;

beforeAll(async () => {
  fixture = await startFixture(createMemoryEventStore({ clock: SYSTEM_CLOCK }));
  client = fixture.client;
});
afterAll(() => fixture.stop());

const event = () => jsonEvent({ type: 'counted', data: {} });
/** Credentials make the client use the older call that carries one append. */
const SINGLE = { credentials: { username: 'admin', password: '' } };

/** The rules of EventStoreDB's writer, for a stream of e0 e1 e2. */
describe.each([
  ['BatchAppend', {}],
  ['Append', SINGLE],
])('events that come again with %s', (call, options) => {
  const prepare = async (name: string) => {
    const stream = `${call}-${name}`;
    const standing = [event(), event(), event()];
    const { position } = await client.appendToStream(stream, standing, { expectedRevision: NO_STREAM });
    return { stream, standing, position };
  };

  it.each([
    ['all of them, no stream expected', NO_STREAM, [0, 1, 2], 2n],
    ['all of them, any expected', ANY, [0, 1, 2], 2n],
    ['all of them, the stream expected to exist', STREAM_EXISTS, [0, 1, 2], 2n],
    ['the first two, no stream expected', NO_STREAM, [0, 1], 1n],
    ['the last two, at their place', 0n, [1, 2], 2n],
    ['the middle one, any expected', ANY, [1], 1n],
  ] as const)('%s: are acknowledged as they stand', async (name, expectedRevision, picked, last) => {
    const { stream, standing, position } = await prepare(name);
    const again = picked.map((index) => standing[index] as ReturnType<typeof event>);
    const repeated = await client.appendToStream(stream, again, { ...options, expectedRevision });
    expect(repeated).toMatchObject({ success: true, nextExpectedRevision: last });
    expect(repeated.position?.commit).toBe((position?.commit ?? 0n) - (2n - last));
    expect(await fixture.store.read(stream)).toHaveLength(3);
  });

  it.each([
    ['known then new, no stream expected', NO_STREAM, [0, 'new']],
    ['known then new, any expected', ANY, [0, 'new']],
    ['known then new, the stream expected to exist', STREAM_EXISTS, [2, 'new']],
    ['one more than stand', NO_STREAM, [0, 1, 2, 'new']],
    ['known at another place', 0n, [0]],
    ['in another order', NO_STREAM, [1, 0]],
    ['new, a passed revision expected', 0n, ['new']],
  ] as const)('%s: are a conflict and write nothing', async (name, expectedRevision, picked) => {
    const { stream, standing } = await prepare(name);
    const mixed = picked.map((one) =>
      one === 'new' ? event() : (standing[one] as ReturnType<typeof event>),
    );
    const appending = client.appendToStream(stream, mixed, { ...options, expectedRevision });
    await expect(appending).rejects.toBeInstanceOf(WrongExpectedVersionError);
    await expect(appending).rejects.toMatchObject({ streamName: stream, actualVersion: 2n });
    expect(await fixture.store.read(stream)).toHaveLength(3);
  });

  it('in another stream are written there', async () => {
    const { stream, standing } = await prepare('other');
    await client.appendToStream(`${stream}-copy`, standing, options);
    expect(await fixture.store.read(`${stream}-copy`)).toHaveLength(3);
  });

  it('while the first append is under way are written once', async () => {
    const [stream, same] = [`${call}-together`, [event(), event()]];
    const both = await Promise.all([1, 2].map(() => client.appendToStream(stream, same, options)));
    expect(both.map(({ nextExpectedRevision }) => nextExpectedRevision)).toEqual([1n, 1n]);
    expect(await fixture.store.read(stream)).toHaveLength(2);
  });
});
