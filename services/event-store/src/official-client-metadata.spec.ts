import { BACKWARDS, END, START, jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { createMemoryEventStore } from '@dws/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startFixture, type ServerFixture } from './server.fixture.ts';

let fixture: ServerFixture;
let client: EventStoreDBClient;
let now = 1_772_357_400_000;
let stream = '';
let streams = 0;

beforeAll(async () => {
  const clock = { now: () => now };
  fixture = await startFixture(createMemoryEventStore({ clock }), { clock });
  client = fixture.client;
});
afterAll(() => fixture.stop());

/** Ten events, each a second older than the next; the last is a second old. */
beforeEach(async () => {
  stream = `aged-${(streams += 1)}`;
  for (let value = 0; value < 10; value += 1) {
    await client.appendToStream(stream, jsonEvent({ type: 'counted', data: { value } }));
    now += 1_000;
  }
});

async function shown(options: Parameters<typeof client.readStream>[1] = {}): Promise<number[]> {
  const revisions: number[] = [];
  for await (const { event } of client.readStream(stream, options)) revisions.push(Number(event?.revision));
  return revisions;
}

const ALL_KEYS = {
  maxAge: 2,
  cacheControl: 15,
  truncateBefore: 1,
  maxCount: 12,
  acl: {
    readRoles: ['admin'],
    writeRoles: ['admin', 'ops'],
    deleteRoles: ['admin'],
    metaReadRoles: ['admin'],
    metaWriteRoles: ['admin'],
  },
};

describe('settings of a stream', () => {
  it('come back as they were given, with members of the writer’s own', async () => {
    await client.setStreamMetadata(stream, ALL_KEYS);
    expect((await client.getStreamMetadata(stream)).metadata).toEqual(ALL_KEYS);
    await client.setStreamMetadata(stream, { maxCount: 12, turkey: '🦃' });
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 12, turkey: '🦃' });
  });

  it('are none where none were given', async () => {
    expect(await client.getStreamMetadata(stream)).toEqual({ streamName: stream });
    expect(await client.getStreamMetadata('nowhere')).toEqual({ streamName: 'nowhere' });
  });

  it('may be given before the first event, and make the stream exist', async () => {
    await client.setStreamMetadata('early', { maxCount: 2 });
    const event = jsonEvent({ type: 'counted', data: {} });
    await client.appendToStream('early', [event], { expectedRevision: 'stream_exists' });
    expect(await fixture.store.read('early')).toHaveLength(1);
  });

  it('have revisions of their own, of which the newest alone is shown', async () => {
    await client.setStreamMetadata(stream, { maxCount: 1 }, { expectedRevision: 'no_stream' });
    await client.setStreamMetadata(stream, { maxCount: 2 }, { expectedRevision: 0n });
    const late = client.setStreamMetadata(stream, { maxCount: 3 }, { expectedRevision: 0n });
    await expect(late).rejects.toMatchObject({ actualVersion: 1n });
    const found: bigint[] = [];
    for await (const { event } of client.readStream(`$$${stream}`)) if (event) found.push(event.revision);
    expect(found).toEqual([1n]);
  });

  it.each([
    ['$maxCount', { maxCount: 3 }, [7, 8, 9]],
    ['$tb', { truncateBefore: 8 }, [8, 9]],
    ['$tb beyond the end', { truncateBefore: 99 }, []],
    ['$maxAge', { maxAge: 4 }, [6, 7, 8, 9]],
    ['$maxAge that nothing is young enough for', { maxAge: 1 }, [9]],
    [
      'all three, of which the strictest holds',
      { maxCount: 8, truncateBefore: 3, maxAge: 5 },
      [5, 6, 7, 8, 9],
    ],
    ['a count of more than there is', { maxCount: 99 }, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ])('hide with %s what they should, in both directions', async (_, metadata, expected) => {
    await client.setStreamMetadata(stream, metadata);
    expect(await shown()).toEqual(expected);
    expect(await shown({ direction: BACKWARDS, fromRevision: END })).toEqual(expected.toReversed());
    expect(await shown({ fromRevision: START, maxCount: 2 })).toEqual(expected.slice(0, 2));
    expect(await shown({ direction: BACKWARDS, fromRevision: 8n, maxCount: 100 })).toEqual(
      expected.filter((revision) => revision <= 8).toReversed(),
    );
  });

  it('hide from a subscription what stood before it, not from $all, and remove nothing', async () => {
    await client.setStreamMetadata(stream, { maxCount: 2 });
    const heard: number[] = [];
    client.subscribeToStream(stream).on('data', ({ event }) => heard.push(Number(event?.revision)));
    await vi.waitFor(() => expect(heard).toEqual([8, 9]));
    await client.appendToStream(stream, jsonEvent({ type: 'counted', data: {} }));
    await vi.waitFor(() => expect(heard).toEqual([8, 9, 10]));
    let inLog = 0;
    for await (const { event } of client.readAll()) if (event?.streamId === stream) inLog += 1;
    expect(inLog).toBe(11);
    await client.setStreamMetadata(stream, {});
    expect(await shown()).toHaveLength(11);
  });
});
