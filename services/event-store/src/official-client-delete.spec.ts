import {
  ANY,
  END,
  EventStoreDBClient,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
  jsonEvent,
} from '@eventstore/db-client';
import { createMemoryEventStore } from '@dws/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startEventStoreServer } from './app.ts';
import { SYSTEM_CLOCK, startFixture, type ServerFixture } from './server.fixture.ts';

let fixture: ServerFixture;
let client: EventStoreDBClient;

beforeAll(async () => {
  fixture = await startFixture(createMemoryEventStore({ clock: SYSTEM_CLOCK }));
  client = fixture.client;
});
afterAll(() => fixture.stop());

const events = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => jsonEvent({ type: 'counted', data: { value: from + i } }));

async function revisionsOf(stream: string, by = client): Promise<bigint[]> {
  const revisions: bigint[] = [];
  for await (const { event } of by.readStream(stream)) if (event) revisions.push(event.revision);
  return revisions;
}

describe('a deleted stream', () => {
  it.each([
    ['any', ANY],
    ['its last', 3n],
  ] as const)('is not found, whoever expected %s revision', async (_, expectedRevision) => {
    const stream = `deleted-${expectedRevision}`;
    await client.appendToStream(stream, events(4));
    const { position } = await client.deleteStream(stream, { expectedRevision });
    expect(position?.commit).toBeGreaterThan(0n);
    await expect(revisionsOf(stream)).rejects.toBeInstanceOf(StreamNotFoundError);
  });

  it.each([
    ['any revision', ANY],
    ['its last revision', 1n],
    ['no stream', NO_STREAM],
  ] as const)(
    'comes back when it is written to by who expects %s, without what stood before',
    async (_, expectedRevision) => {
      const stream = `back-${expectedRevision}`;
      await client.appendToStream(stream, events(2));
      await client.deleteStream(stream);
      const { nextExpectedRevision } = await client.appendToStream(stream, events(3), { expectedRevision });
      expect(nextExpectedRevision).toBe(4n);
      expect(await revisionsOf(stream)).toEqual([2n, 3n, 4n]);
      expect((await client.getStreamMetadata(stream)).metadata).toEqual({ truncateBefore: 2 });
      // Nothing is gone from the store.
      expect(await fixture.store.read(stream)).toHaveLength(5);
    },
  );

  it('does not exist for who expects it to', async () => {
    await client.appendToStream('gone', events(2));
    await client.deleteStream('gone');
    const appending = client.appendToStream('gone', events(1), { expectedRevision: STREAM_EXISTS });
    await expect(appending).rejects.toMatchObject({ type: 'stream-deleted', streamName: 'gone' });
    await expect(client.appendToStream('gone', events(1), { expectedRevision: 0n })).rejects.toMatchObject({
      type: 'wrong-expected-version',
      actualVersion: 1n,
    });
  });

  it('knows events again that come a second time', async () => {
    const [first, second] = [events(2), events(1)];
    await client.appendToStream('again', first, { expectedRevision: NO_STREAM });
    await client.deleteStream('again');
    await client.appendToStream('again', second);
    const repeated = await client.appendToStream('again', second);
    expect(repeated.nextExpectedRevision).toBe(2n);
    expect(await fixture.store.read('again')).toHaveLength(3);
  });

  it('comes back with settings that are written to it', async () => {
    await client.appendToStream('settings', events(2));
    await client.deleteStream('settings');
    await client.setStreamMetadata('settings', { maxCount: 5 });
    expect((await client.getStreamMetadata('settings')).metadata).toEqual({ maxCount: 5, truncateBefore: 2 });
    expect(await revisionsOf('settings')).toEqual([]);
  });

  it('is waited for by a subscription, which hears of what comes after', async () => {
    await client.appendToStream('waited', events(2));
    await client.deleteStream('waited');
    const heard: unknown[] = [];
    client
      .subscribeToStream('waited')
      .on('caughtUp' as 'data', () => heard.push('caught-up'))
      .on('error', () => undefined)
      .on('data', ({ event }) => heard.push(event?.revision));
    await vi.waitFor(() => expect(heard).toEqual(['caught-up']));
    await client.appendToStream('waited', events(1));
    await vi.waitFor(() => expect(heard).toEqual(['caught-up', 2n]));
  });
});

describe('a deletion', () => {
  it.each([
    ['an earlier revision', 2n, 2n, 3n],
    ['a later revision', 9n, 9n, 3n],
    ['no stream', NO_STREAM, -1n, 3n],
  ] as const)(
    'that expects %s is refused',
    async (name, expectedRevision, expectedVersion, actualVersion) => {
      const stream = `kept-${name}`;
      await client.appendToStream(stream, events(4));
      for (const kind of ['deleteStream', 'tombstoneStream'] as const) {
        const deleting = client[kind](stream, { expectedRevision });
        await expect(deleting).rejects.toBeInstanceOf(WrongExpectedVersionError);
        await expect(deleting).rejects.toMatchObject({ streamName: stream, expectedVersion, actualVersion });
      }
      expect(await revisionsOf(stream)).toHaveLength(4);
    },
  );

  it('of a stream that there is not is refused, of one that has only settings is not', async () => {
    await expect(client.deleteStream('never')).rejects.toMatchObject({ streamName: 'never' });
    await expect(client.deleteStream('never', { expectedRevision: NO_STREAM })).rejects.toBeInstanceOf(
      WrongExpectedVersionError,
    );
    await client.setStreamMetadata('implicit', { cacheControl: 10 });
    await client.deleteStream('implicit', { expectedRevision: NO_STREAM });
    expect((await client.getStreamMetadata('implicit')).metadata).toHaveProperty('truncateBefore');
  });

  it('of a metastream or of $all is denied', async () => {
    await client.setStreamMetadata('x', { maxCount: 1 });
    await expect(client.deleteStream('$$x')).rejects.toMatchObject({ type: 'access-denied' });
    await expect(client.tombstoneStream('$all')).rejects.toMatchObject({ type: 'access-denied' });
  });

  it('and appends that are under way give one order, in which nothing is lost', async () => {
    const appends = Array.from({ length: 60 }, (_, i) => {
      if (i % 20 === 10) void client.deleteStream('busy').catch(() => undefined);
      return client.appendToStream('busy', events(1, i));
    });
    await Promise.all(appends);
    expect(await fixture.store.read('busy')).toHaveLength(60);
    await client.appendToStream('busy', events(1));
    expect((await revisionsOf('busy')).at(-1)).toBe(60n);
  });
});

describe('a tombstone', () => {
  it('ends a stream for every writer and reader, whatever they expect', async () => {
    await client.appendToStream('buried', events(2));
    const { position } = await client.tombstoneStream('buried', { expectedRevision: 1n });
    expect(position?.commit).toBeGreaterThan(0n);
    for (const expectedRevision of [ANY, NO_STREAM, STREAM_EXISTS, 1n, 2n] as const) {
      const appending = client.appendToStream('buried', events(1), { expectedRevision });
      await expect(appending).rejects.toBeInstanceOf(StreamDeletedError);
      const single = client.appendToStream('buried', events(1), {
        expectedRevision,
        credentials: { username: 'admin', password: '' },
      });
      await expect(single).rejects.toMatchObject({ type: 'stream-deleted', streamName: 'buried' });
    }
    await expect(revisionsOf('buried')).rejects.toMatchObject({ streamName: 'buried' });
    await expect(client.deleteStream('buried')).rejects.toBeInstanceOf(StreamDeletedError);
    await expect(client.tombstoneStream('buried')).rejects.toBeInstanceOf(StreamDeletedError);
    await expect(client.setStreamMetadata('buried', { maxCount: 1 })).rejects.toBeInstanceOf(
      StreamDeletedError,
    );
    await expect(client.getStreamMetadata('buried')).rejects.toBeInstanceOf(StreamDeletedError);
  });

  it('may stand where no stream was', async () => {
    await client.tombstoneStream('unborn', { expectedRevision: NO_STREAM });
    await expect(revisionsOf('unborn')).rejects.toBeInstanceOf(StreamDeletedError);
  });

  it('is the last event in $all, with the largest revision, and removes nothing', async () => {
    await client.appendToStream('last', events(2));
    await client.tombstoneStream('last');
    const found: unknown[] = [];
    for await (const { event } of client.readAll({ fromPosition: START })) {
      if (event?.streamId === 'last') found.push([event.type, event.revision]);
    }
    expect(found).toEqual([
      ['counted', 0n],
      ['counted', 1n],
      ['$streamDeleted', 9_223_372_036_854_775_807n],
    ]);
  });

  it('ends a subscription with StreamDeletedError', async () => {
    await client.appendToStream('followed', events(1));
    const heard: unknown[] = [];
    client
      .subscribeToStream('followed', { fromRevision: END })
      .on('caughtUp' as 'data', () => heard.push('caught-up'))
      .on('data', ({ event }) => heard.push(event?.type))
      .on('error', (error) => heard.push(error.constructor.name));
    await vi.waitFor(() => expect(heard).toEqual(['caught-up']));
    await client.tombstoneStream('followed');
    await vi.waitFor(() => expect(heard).toEqual(['caught-up', '$streamDeleted', 'StreamDeletedError']));
  });

  it('and a deletion hold when the server starts anew', async () => {
    await client.appendToStream('hidden', events(1));
    await client.deleteStream('hidden');
    const options = { store: fixture.store, clock: SYSTEM_CLOCK, host: '127.0.0.1', port: 0 };
    const anew = await startEventStoreServer(options);
    const another = EventStoreDBClient.connectionString(anew.connectionString);
    try {
      await expect(another.appendToStream('buried', events(1))).rejects.toBeInstanceOf(StreamDeletedError);
      await expect(revisionsOf('hidden', another)).rejects.toBeInstanceOf(StreamNotFoundError);
    } finally {
      await another.dispose();
      await anew.drain(200);
    }
  });
});
