import {
  type EventStoreDBClient,
  MaxAppendSizeExceededError,
  jsonEvent,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client';
import { createMemoryEventStore } from '@dws/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM_CLOCK, startFixture, type ServerFixture } from './server.fixture.ts';

let fixture: ServerFixture;
let client: EventStoreDBClient;

beforeAll(async () => {
  const limits = { maxEventBytes: 10_000, maxAppendBytes: 15_000 };
  fixture = await startFixture(createMemoryEventStore({ clock: SYSTEM_CLOCK }), limits);
  client = fixture.client;
});
afterAll(() => fixture.stop());

const sized = (bytes: number, type = 'sized') =>
  jsonEvent({ type, data: { text: 'x'.repeat(bytes - '{"text":""}'.length - 2 * type.length) } });
const SINGLE = { credentials: { username: 'admin', password: '' } };

describe('the limits of an append', () => {
  it.each([
    ['BatchAppend', {}],
    ['Append', SINGLE],
  ])('count data, metadata and two bytes for each character of the type, with %s', async (name, options) => {
    const stream = `limits-${name}`;
    await client.appendToStream(stream, [sized(10_000), sized(5_000)], options);
    const tooMuch = client.appendToStream(stream, [sized(10_000), sized(5_001)], options);
    await expect(tooMuch).rejects.toBeInstanceOf(MaxAppendSizeExceededError);
    await expect(tooMuch).rejects.toMatchObject({ maxAppendSize: 15_000 });
    await expect(client.appendToStream(stream, sized(10_001), options)).rejects.toThrow(
      /MaximumAppendEventSizeExceeded|exceeds Maximum Append Event Size of 10000/,
    );
    expect(await fixture.store.read(stream)).toHaveLength(2);
  });
});

describe('a malformed request', () => {
  it('for a revision or position that there cannot be is an invalid argument', async () => {
    const read = async (reading: AsyncIterable<unknown>) => {
      for await (const _ of reading);
    };
    const beyond = 2n ** 63n;
    await expect(read(client.readStream('x', { fromRevision: beyond }))).rejects.toThrow(
      /at most 9223372036854775807/,
    );
    const position = { commit: 1n, prepare: 2n };
    await expect(read(client.readAll({ fromPosition: position }))).rejects.toThrow(/invalid position/);
  });

  it('for no stream is refused', async () => {
    await expect(client.appendToStream('', sized(100))).rejects.toThrow();
    await expect(client.appendToStream('$$', sized(100))).rejects.toThrow();
  });
});

describe('what this server does not offer', () => {
  it('says what to use instead of persistent subscriptions', async () => {
    const settings = persistentSubscriptionToStreamSettingsFromDefaults();
    await expect(client.createPersistentSubscriptionToStream('s', 'g', settings)).rejects.toThrow(
      /catch-up subscription/,
    );
    const subscription = client.subscribeToPersistentSubscriptionToStream('s', 'g');
    const failed = new Promise((resolve) => subscription.on('error', resolve));
    await expect(failed).resolves.toMatchObject({ code: 12 });
  });

  it('says what to use instead of projections', async () => {
    await expect(client.enableProjection('$by_category')).rejects.toThrow(/filter on stream prefixes/);
  });
});
