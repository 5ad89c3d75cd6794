import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  StreamNotFoundError,
  jsonEvent,
  binaryEvent,
  type AllStreamResolvedEvent,
  type EventStoreDBClient,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { createMemoryEventStore } from '@dws/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM_CLOCK, startFixture, type ServerFixture } from './server.fixture.ts';

let fixture: ServerFixture;
let client: EventStoreDBClient;

/** `letters` holds a b c d, with one event of `other` between b and c. */
beforeAll(async () => {
  fixture = await startFixture(createMemoryEventStore({ clock: SYSTEM_CLOCK }));
  client = fixture.client;
  await client.appendToStream('letters', [letter('a'), letter('b')]);
  await client.appendToStream('other', binaryEvent({ type: 'raw', data: Buffer.from('xyz') }));
  await client.appendToStream('letters', [letter('c'), letter('d')]);
});
afterAll(() => fixture.stop());

const letter = (value: string) => jsonEvent({ type: 'letter', data: { value }, metadata: { by: 'test' } });

async function valuesOf(reading: AsyncIterable<ResolvedEvent | AllStreamResolvedEvent>): Promise<string[]> {
  const values: string[] = [];
  for await (const { event } of reading) {
    if (event)
      values.push(event.isJson ? ((event.data as { value?: string }).value ?? event.type) : event.type);
  }
  return values;
}

describe('the official client reads a stream', () => {
  it.each([
    ['from the start', {}, ['a', 'b', 'c', 'd']],
    ['from a revision on, which is included', { fromRevision: 1n }, ['b', 'c', 'd']],
    ['at most so many', { maxCount: 2 }, ['a', 'b']],
    ['backwards from its end', { direction: BACKWARDS, fromRevision: END } as const, ['d', 'c', 'b', 'a']],
    [
      'backwards from a revision, which is included',
      { direction: BACKWARDS, fromRevision: 1n } as const,
      ['b', 'a'],
    ],
    [
      'backwards from beyond its end',
      { direction: BACKWARDS, fromRevision: 99n } as const,
      ['d', 'c', 'b', 'a'],
    ],
    ['forwards from beyond its end', { fromRevision: 99n }, []],
    ['forwards from its end', { direction: FORWARDS, fromRevision: END } as const, []],
  ])('%s', async (_, options, expected) => {
    expect(await valuesOf(client.readStream('letters', options))).toEqual(expected);
  });

  it('with type, metadata, revision, position and time', async () => {
    for await (const { event } of client.readStream('letters', { maxCount: 1 })) {
      expect(event).toMatchObject({
        streamId: 'letters',
        type: 'letter',
        isJson: true,
        data: { value: 'a' },
        metadata: { by: 'test' },
        revision: 0n,
        position: { commit: 2n, prepare: 2n },
      });
      expect(Math.abs((event?.created.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
    }
  });

  it('and is told when there is no such stream', async () => {
    await expect(valuesOf(client.readStream('nowhere'))).rejects.toBeInstanceOf(StreamNotFoundError);
    const backwards = client.readStream('nowhere', { direction: BACKWARDS, fromRevision: END });
    await expect(valuesOf(backwards)).rejects.toBeInstanceOf(StreamNotFoundError);
  });
});

describe('the official client reads $all', () => {
  /** As on EventStoreDB, the log begins with what the server wrote itself. */
  const created = '$storeCreated';
  const all = [created, 'a', 'b', 'raw', 'c', 'd'];

  it.each([
    ['from the start', { fromPosition: START } as const, all],
    ['from the end', { fromPosition: END } as const, []],
    [
      'from a position on, which is included',
      { fromPosition: { commit: 4n, prepare: 4n } },
      ['raw', 'c', 'd'],
    ],
    ['at most so many', { maxCount: 3 }, [created, 'a', 'b']],
    [
      'backwards from the end',
      { direction: BACKWARDS, fromPosition: END } as const,
      ['d', 'c', 'raw', 'b', 'a', created],
    ],
    [
      'backwards from a position, which is left out',
      { direction: BACKWARDS, fromPosition: { commit: 4n, prepare: 4n } } as const,
      ['b', 'a', created],
    ],
    ['backwards from the start', { direction: BACKWARDS, fromPosition: START } as const, []],
  ])('%s', async (_, options, expected) => {
    expect(await valuesOf(client.readAll(options))).toEqual(expected);
  });
});
