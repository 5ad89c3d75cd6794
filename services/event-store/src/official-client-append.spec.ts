import {
  ANY,
  MaxAppendSizeExceededError,
  NO_STREAM,
  STREAM_EXISTS,
  WrongExpectedVersionError,
  binaryEvent,
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

const event = (value = 1) => jsonEvent({ type: 'counted', data: { value } });
/** Credentials make the client use the older call that carries one append. */
const SINGLE = { credentials: { username: 'a', password: 'b' } };

describe.each([
  ['BatchAppend', {}],
  ['Append', SINGLE],
])('the official client appends with %s', (name, options) => {
  const stream = (suffix: string): string => `${name}-${suffix}`;

  it('and is told the revision and position of the last event', async () => {
    const first = await client.appendToStream(stream('a'), [event(), event()], options);
    const second = await client.appendToStream(stream('a'), event(), { ...options, expectedRevision: 1n });
    expect(first).toMatchObject({ success: true, nextExpectedRevision: 1n });
    expect(second).toMatchObject({ success: true, nextExpectedRevision: 2n });
    expect(second.position?.commit).toBe((first.position?.commit ?? 0n) + 1n);
  });

  it('and a revision that has passed is a WrongExpectedVersionError with what stands', async () => {
    await client.appendToStream(stream('b'), [event(), event()], options);
    const late = client.appendToStream(stream('b'), event(), { ...options, expectedRevision: NO_STREAM });
    await expect(late).rejects.toBeInstanceOf(WrongExpectedVersionError);
    await expect(late).rejects.toMatchObject({
      streamName: stream('b'),
      expectedVersion: NO_STREAM,
      actualVersion: 1n,
    });
  });

  it('and a revision that has not come is refused as well', async () => {
    const early = client.appendToStream(stream('c'), event(), { ...options, expectedRevision: 5n });
    await expect(early).rejects.toMatchObject({ expectedVersion: 5n, actualVersion: NO_STREAM });
  });

  it('and "stream exists" holds only for a stream that does', async () => {
    const expectedRevision = STREAM_EXISTS;
    const missing = client.appendToStream(stream('d'), event(), { ...options, expectedRevision });
    await expect(missing).rejects.toMatchObject({ expectedVersion: STREAM_EXISTS, actualVersion: NO_STREAM });
    await client.appendToStream(stream('d'), event(), options);
    const there = await client.appendToStream(stream('d'), event(), { ...options, expectedRevision });
    expect(there.nextExpectedRevision).toBe(1n);
  });

  it.each([
    ['a revision', NO_STREAM],
    ['"any"', ANY],
  ] as const)('and the same events sent again with %s are not written twice', async (_, expectedRevision) => {
    const name = stream(`again-${expectedRevision}`);
    const events = [event(1), event(2)];
    const once = await client.appendToStream(name, events, { ...options, expectedRevision });
    await client.appendToStream(name, event(3), options);
    const twice = await client.appendToStream(name, events, { ...options, expectedRevision });
    expect(twice.nextExpectedRevision).toBe(once.nextExpectedRevision);
    expect(await fixture.store.read(name)).toHaveLength(3);
  });

  it('and events of which only the first was sent before are refused, nothing is written', async () => {
    const known = event(1);
    await client.appendToStream(stream('part'), known, { ...options, expectedRevision: NO_STREAM });
    const mixed = client.appendToStream(stream('part'), [known, event(2)], {
      ...options,
      expectedRevision: NO_STREAM,
    });
    await expect(mixed).rejects.toBeInstanceOf(WrongExpectedVersionError);
    expect(await fixture.store.read(stream('part'))).toHaveLength(1);
  });

  it('and more than the largest append is a MaxAppendSizeExceededError', async () => {
    const large = jsonEvent({ type: 'large', data: { text: 'x'.repeat(1_048_577) } });
    const refused = client.appendToStream(stream('large'), large, options);
    await expect(refused).rejects.toBeInstanceOf(MaxAppendSizeExceededError);
    await expect(refused).rejects.toMatchObject({ maxAppendSize: 1_048_576 });
  });

  it('and no events at all change nothing', async () => {
    const result = await client.appendToStream(stream('none'), [], options);
    expect(result.success).toBe(true);
    expect(await fixture.store.read(stream('none'))).toEqual([]);
  });

  it('and JSON, binary data and metadata are kept byte for byte', async () => {
    const events = [
      jsonEvent({ type: 'j', data: { b: 1, a: 'ü' }, metadata: { m: true } }),
      binaryEvent({ type: 'b', data: Buffer.from([0, 255, 7]) }),
    ];
    await client.appendToStream(stream('bytes'), events, options);
    const [json, binary] = await fixture.store.read(stream('bytes'));
    expect(Buffer.from(json?.data ?? []).toString()).toBe('{"b":1,"a":"ü"}');
    expect(Buffer.from(json?.metadata ?? []).toString()).toBe('{"m":true}');
    expect([...(binary?.data ?? [])]).toEqual([0, 255, 7]);
    expect(binary?.format).toBe('binary');
  });
});

describe('many appends on one connection', () => {
  it('keep their order where nobody names a revision', async () => {
    const appends = Array.from({ length: 300 }, (_, i) => client.appendToStream('in-order', event(i)));
    await Promise.all(appends);
    const events = await fixture.store.read('in-order');
    const values = events.map(
      ({ data }) => (JSON.parse(Buffer.from(data).toString()) as { value: number }).value,
    );
    expect(values).toEqual(Array.from({ length: 300 }, (_, i) => i));
  });

  it('are put together from chunks', async () => {
    const events = Array.from({ length: 500 }, (_, i) => event(i));
    const result = await client.appendToStream('chunks', events, { batchAppendSize: 1_024 });
    expect(result.nextExpectedRevision).toBe(499n);
  });

  it('are answered with DeadlineExceededError when their time has passed', async () => {
    const expired = client.appendToStream('late', event(), { deadline: -1_000 });
    await expect(expired).rejects.toMatchObject({ type: 'deadline-exceeded' });
    expect(await fixture.store.read('late')).toEqual([]);
  });
});
