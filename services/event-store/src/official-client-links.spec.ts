import { START, binaryEvent, jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { createMemoryEventStore } from '@dws/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SYSTEM_CLOCK, startFixture, type ServerFixture } from './server.fixture.ts';

let fixture: ServerFixture;
let client: EventStoreDBClient;

const link = (text: string) => binaryEvent({ type: '$>', data: Buffer.from(text) });
const target = (value: number) => jsonEvent({ type: 'linked', data: { value } });

/** `links` points to: an event, one hidden by settings, one that never was, one of a deleted stream, and nowhere. */
beforeAll(async () => {
  fixture = await startFixture(createMemoryEventStore({ clock: SYSTEM_CLOCK }));
  client = fixture.client;
  await client.appendToStream('targets', [0, 1, 2].map(target));
  await client.appendToStream('buried', target(9));
  await client.tombstoneStream('buried');
  await client.setStreamMetadata('targets', { truncateBefore: 1 });
  await client.appendToStream(
    'links',
    ['2@targets', '0@targets', '7@targets', '0@buried', 'somewhere'].map(link),
  );
});
afterAll(() => fixture.stop());

type Found = readonly [event: string | undefined, link: string | undefined];

async function found(
  reading: AsyncIterable<{ event?: { type: string }; link?: { type: string } }>,
): Promise<Found[]> {
  const all: Found[] = [];
  for await (const { event, link: by } of reading) all.push([event?.type, by?.type]);
  return all;
}

const RESOLVED: Found[] = [
  ['linked', '$>'],
  [undefined, '$>'],
  [undefined, '$>'],
  [undefined, '$>'],
  ['$>', undefined],
];

describe('a link', () => {
  it('is given as it is by default', async () => {
    expect(await found(client.readStream('links'))).toEqual(
      Array.from({ length: 5 }, () => ['$>', undefined]),
    );
  });

  it('is resolved to the event it points to, as far as that is there and shown', async () => {
    expect(await found(client.readStream('links', { resolveLinkTos: true }))).toEqual(RESOLVED);
  });

  it('gives the event with its own stream and revision', async () => {
    for await (const { event, link: by } of client.readStream('links', {
      resolveLinkTos: true,
      maxCount: 1,
    })) {
      expect(event).toMatchObject({ streamId: 'targets', revision: 2n, data: { value: 2 } });
      expect(by).toMatchObject({ streamId: 'links', revision: 0n });
    }
  });

  it('is resolved in $all, at the place of the link', async () => {
    const first = (await fixture.store.read('links'))[0];
    const fromPosition = { commit: first?.position.commit ?? 0n, prepare: first?.position.prepare ?? 0n };
    const reading = client.readAll({ fromPosition, resolveLinkTos: true, maxCount: 1 });
    for await (const { event, link: by, commitPosition } of reading) {
      expect(event?.type).toBe('linked');
      expect(by?.position).toEqual(fromPosition);
      expect(commitPosition).toBe(fromPosition.commit);
    }
  });

  it('is resolved for subscribers, before and after they have caught up', async () => {
    const heard: Found[] = [];
    const subscription = client.subscribeToStream('links', { fromRevision: START, resolveLinkTos: true });
    subscription.on('data', ({ event, link: by }) => heard.push([event?.type, by?.type]));
    await vi.waitFor(() => expect(heard).toEqual(RESOLVED));
    await client.appendToStream('links', link('1@targets'));
    await vi.waitFor(() => expect(heard).toEqual([...RESOLVED, ['linked', '$>']]));
  });
});
