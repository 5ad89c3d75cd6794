import { hostileBytes } from '@dws/contracts/testing';
import { isDwsError } from '@dws/kernel';
import { createMemoryEventStore } from '@dws/testing';
import { ANY, jsonEvent } from '@eventstore/db-client';
import grpc from '@grpc/grpc-js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { shared, streams } from './grpc/stubs.ts';
import { startFixture, SYSTEM_CLOCK, type ServerFixture } from './server.fixture.ts';
import { grpcFrame, http2Request, http2Session, RawClient, type Method } from './testing/raw-client.ts';

const PATIENCE = { timeout: 20_000, interval: 20 };
const { status } = grpc;
const { FORWARDS, BACKWARDS } = streams.ReadReq.Options.ReadDirection;

let world: ServerFixture;
let raw: RawClient;
/** What no handler refused in its own words: bugs. */
const bugs: unknown[] = [];

beforeAll(async () => {
  world = await startFixture(createMemoryEventStore({ clock: SYSTEM_CLOCK }), {
    onFailure: (method, cause) => {
      const refused = isDwsError(cause) || (cause instanceof Error && 'metadata' in cause);
      if (!refused) bugs.push({ method, cause });
    },
  });
  raw = new RawClient(world.server.port);
});
afterAll(async () => {
  raw.close();
  await world.stop();
});

/** Another client, meanwhile: an append and what it reads back. */
async function othersGoOn(): Promise<void> {
  const stream = `others-${Math.random()}`;
  await world.client.appendToStream(stream, jsonEvent({ type: 'told', data: { a: 1 } }));
  let read = 0;
  for await (const { event } of world.client.readStream(stream)) read += event ? 1 : 0;
  expect(read).toBe(1);
}

const name = (text: string) => new shared.StreamIdentifier().setStreamName(Buffer.from(text));
const uuid = (text: string) => new shared.UUID().setString(text);

function subscribeRequest(): Uint8Array {
  const all = new streams.ReadReq.Options.AllOptions().setEnd(new shared.Empty());
  const options = new streams.ReadReq.Options().setAll(all).setNoFilter(new shared.Empty());
  options.setSubscription(new streams.ReadReq.Options.SubscriptionOptions());
  return new streams.ReadReq().setOptions(options).serializeBinary();
}

function readRequest(pattern = '^a'): Uint8Array {
  const options = new streams.ReadReq.Options();
  const all = new streams.ReadReq.Options.AllOptions().setStart(new shared.Empty());
  const regex = new streams.ReadReq.Options.FilterOptions.Expression().setRegex(pattern);
  const filter = new streams.ReadReq.Options.FilterOptions().setEventType(regex).setMax(32);
  options
    .setAll(all)
    .setFilter(filter)
    .setCount('20')
    .setUuidOption(new streams.ReadReq.Options.UUIDOption());
  return new streams.ReadReq().setOptions(options).serializeBinary();
}

function proposed<Message extends { getMetadataMap(): { set(key: string, value: string): unknown } }>(
  message: Message,
): Message {
  message.getMetadataMap().set('type', 'tried');
  message.getMetadataMap().set('content-type', 'application/json');
  return message;
}

function appendRequests(): readonly Uint8Array[] {
  const options = new streams.AppendReq.Options()
    .setStreamIdentifier(name('fuzzed'))
    .setAny(new shared.Empty());
  const message = proposed(new streams.AppendReq.ProposedMessage());
  message.setId(uuid('00000000-0000-4000-8000-000000000001')).setData(Buffer.from('{}'));
  return [
    new streams.AppendReq().setOptions(options).serializeBinary(),
    new streams.AppendReq().setProposedMessage(message).serializeBinary(),
  ];
}

function batchRequest(
  correlation = '00000000-0000-4000-8000-000000000002',
  last = true,
  bytes = 2,
): Uint8Array {
  const options = new streams.BatchAppendReq.Options().setStreamIdentifier(name('batched'));
  const message = proposed(new streams.BatchAppendReq.ProposedMessage());
  message.setId(uuid(correlation)).setData(Buffer.alloc(bytes, 0x20));
  return new streams.BatchAppendReq()
    .setCorrelationId(uuid(correlation))
    .setOptions(options)
    .setProposedMessagesList([message])
    .setIsFinal(last)
    .serializeBinary();
}

function deleteRequest(): Uint8Array {
  const options = new streams.DeleteReq.Options()
    .setStreamIdentifier(name('gone'))
    .setAny(new shared.Empty());
  return new streams.DeleteReq().setOptions(options).serializeBinary();
}

const REQUESTS: Readonly<Record<Method, readonly Uint8Array[]>> = {
  Read: [readRequest()],
  Append: appendRequests(),
  BatchAppend: [batchRequest()],
  Delete: [deleteRequest()],
  Tombstone: [deleteRequest()],
};

const EXPECTED = new Set([
  status.OK,
  status.CANCELLED,
  status.INVALID_ARGUMENT,
  status.NOT_FOUND,
  status.FAILED_PRECONDITION,
  status.UNIMPLEMENTED,
  status.RESOURCE_EXHAUSTED,
  // What the library answers to a message that is no protobuf.
  status.INTERNAL,
]);

describe('messages that nobody vouches for', () => {
  const methods = Object.keys(REQUESTS) as Method[];

  it('with a correlation id that is none end their call, not the server', async () => {
    expect(await raw.call('BatchAppend', [batchRequest('no id at all')])).toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: 'Expected a UUID, found "no id at all".',
    });
    await othersGoOn();
  });

  it('are answered, refused in words, or no protobuf: never a bug, and others go on', async () => {
    const given = fc
      .constantFrom(...methods)
      .chain((method) =>
        fc
          .tuple(...REQUESTS[method].map((request) => hostileBytes(fc.constant(request))))
          .map((messages) => ({ method, messages })),
      );
    await fc.assert(
      fc.asyncProperty(given, async ({ method, messages }) => {
        const { code, details } = await raw.call(method, messages, { cancelAfterMs: 400 });
        expect(EXPECTED).toContain(code);
        if (code === status.INTERNAL) expect(details).toContain('deserializ');
      }),
      { numRuns: 400 },
    );
    await othersGoOn();
    expect(bugs).toEqual([]);
  });

  it.each([
    ['none', 'Append', []],
    ['events before their options', 'Append', appendRequests().toReversed()],
    ['options twice', 'Append', [appendRequests()[0]!, ...appendRequests()]],
    ['none', 'BatchAppend', []],
    ['none', 'Delete', []],
    ['two where one is expected', 'Delete', [deleteRequest(), deleteRequest()]],
    ['two where one is expected', 'Read', [readRequest(), readRequest()]],
  ] as const)('in the wrong order (%s, %s) are answered', async (_order, method, messages) => {
    const { code } = await raw.call(method, messages);
    expect([...EXPECTED]).toContain(code);
    expect(bugs).toEqual([]);
  });

  it('of numbers at their edges are answered', async () => {
    for (const position of [
      '0',
      '9223372036854775807',
      '9223372036854775808',
      '18446744073709551614',
      '18446744073709551615',
    ])
      for (const direction of [FORWARDS, BACKWARDS]) {
        const at = new streams.ReadReq.Options.Position()
          .setCommitPosition(position)
          .setPreparePosition(position);
        const options = new streams.ReadReq.Options()
          .setAll(new streams.ReadReq.Options.AllOptions().setPosition(at))
          .setReadDirection(direction)
          .setNoFilter(new shared.Empty())
          .setCount('18446744073709551615');
        const stream = new streams.ReadReq.Options.StreamOptions()
          .setStreamIdentifier(name('others'))
          .setRevision(position);
        const ofStream = new streams.ReadReq.Options()
          .setStream(stream)
          .setReadDirection(direction)
          .setCount('1');
        for (const each of [options, ofStream]) {
          const { code } = await raw.call('Read', [new streams.ReadReq().setOptions(each).serializeBinary()]);
          expect([status.OK, status.INVALID_ARGUMENT, status.NOT_FOUND]).toContain(code);
        }
      }
    expect(bugs).toEqual([]);
  });
});

describe('what is no gRPC', () => {
  const read = readRequest();

  it.each([
    ['a frame that says four gigabytes', {}, grpcFrame(read, 0xffff_ffff)],
    ['a frame that is cut', {}, grpcFrame(read, read.length + 100)],
    ['a compressed flag without compression', {}, grpcFrame(read, read.length, 1)],
    ['gzip that is none', { 'grpc-encoding': 'gzip' }, grpcFrame(Buffer.from('no gzip'), 7, 1)],
    ['a flag of no kind', {}, grpcFrame(read, read.length, 77)],
    ['half a frame header', {}, Buffer.from([0, 0])],
    ['another content type', { 'content-type': 'application/json' }, Buffer.from('{}')],
    ['no such method', { ':path': '/event_store.client.streams.Streams/Drop' }, grpcFrame(read)],
    ['a path of another kind', { ':path': '/../../etc/passwd' }, grpcFrame(read)],
    ['a timeout that is none', { 'grpc-timeout': '-1S' }, grpcFrame(read)],
    ['credentials that are none', { authorization: `Basic ${'A'.repeat(5_000)}` }, grpcFrame(read)],
    ['metadata of 12 kB', { 'x-much': 'a'.repeat(12_000) }, grpcFrame(read)],
    ['metadata of 60 kB', { 'x-much': 'a'.repeat(60_000) }, grpcFrame(read)],
  ])('%s is refused, or answered; others go on', async (_name, headers, body) => {
    const session = await http2Session(world.server.port);
    const answer = await Promise.race([
      http2Request(session, headers, body),
      new Promise<null>((resolve) => setTimeout(() => resolve(null), 5_000)),
    ]);
    expect(answer).not.toBeNull();
    session.destroy();
    await othersGoOn();
    expect(bugs).toEqual([]);
  });

  it('a message that declares 4 GB takes no memory for it', async () => {
    const before = process.memoryUsage().rss;
    const session = await http2Session(world.server.port);
    await Promise.all(
      Array.from({ length: 200 }, () => http2Request(session, {}, grpcFrame(read, 0xffff_ffff), false)),
    );
    session.destroy();
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1_048_576);
    await othersGoOn();
  });
});

describe('clients that leave', () => {
  it('two thousand subscriptions that nobody reads leave nothing behind, and others go on', async () => {
    const client = new RawClient(world.server.port);
    const calls = Array.from({ length: 2_000 }, () => {
      const call = client.open('Read');
      call.pause();
      call.write(Buffer.from(subscribeRequest()));
      call.end();
      return call;
    });
    await vi.waitFor(() => expect(world.server.load().subscribers).toBe(2_000), PATIENCE);
    await othersGoOn();
    // Ended all at once: HTTP/2 takes that for an attack and may cut this connection, and this one alone.
    for (const call of calls) call.cancel();
    client.close();
    await vi.waitFor(() => expect(world.server.load().subscribers).toBe(0), PATIENCE);
    await othersGoOn();
  }, 60_000);

  it('at any moment of any call leave nothing behind', async () => {
    const random = fc.sample(fc.integer({ min: 0, max: 30 }), { numRuns: 150, seed: 11 });
    await Promise.all(
      random.map(async (cancelAfterMs, index) => {
        const method = (['Read', 'Append', 'BatchAppend'] as const)[index % 3] ?? 'Read';
        await raw.call(method, REQUESTS[method].slice(0, index % 2 === 0 ? 1 : 2), { cancelAfterMs });
      }),
    );
    await vi.waitFor(
      () => expect(world.server.load()).toEqual({ appends: 0, subscribers: 0, unfinishedBytes: 0 }),
      PATIENCE,
    );
    expect(bugs).toEqual([]);
    await othersGoOn();
  });
});

describe('what is sent and not finished', () => {
  it('has one bound for all clients; beyond it they are told to try again, and it is free when they leave', async () => {
    const small = await startFixture(createMemoryEventStore({ clock: SYSTEM_CLOCK }), {
      maxUnfinishedBytes: 3_000_000,
    });
    const client = new RawClient(small.server.port);
    const half = Array.from({ length: 8 }, (_, index) => {
      const call = client.open(index % 2 === 0 ? 'BatchAppend' : 'Append');
      const correlation = `00000000-0000-4000-8000-00000000010${index}`;
      const answered = new Promise<string>((resolve) => {
        call.on('data', () => resolve('answered'));
        call.on('status', ({ code }) => resolve(`status ${code}`));
      });
      if (index % 2 === 0) call.write(Buffer.from(batchRequest(correlation, false, 900_000)));
      else {
        const message = proposed(new streams.AppendReq.ProposedMessage()).setId(uuid(correlation));
        message.setData(Buffer.alloc(900_000, 0x20));
        call.write(Buffer.from(appendRequests()[0]!));
        call.write(Buffer.from(new streams.AppendReq().setProposedMessage(message).serializeBinary()));
      }
      return { call, answered };
    });
    await vi.waitFor(() => expect(small.server.load().unfinishedBytes).toBeGreaterThan(2_600_000), PATIENCE);
    // Three fit; the others are refused with UNAVAILABLE, each in its protocol's way.
    const refused = await Promise.race(half.map(({ answered }) => answered));
    expect(['answered', `status ${status.UNAVAILABLE}`]).toContain(refused);
    expect(small.server.load().unfinishedBytes).toBeLessThanOrEqual(3_000_000);
    for (const { call } of half) call.cancel();
    await vi.waitFor(() => expect(small.server.load().unfinishedBytes).toBe(0), PATIENCE);
    await small.client.appendToStream('after', jsonEvent({ type: 'told', data: {} }), {
      expectedRevision: ANY,
    });
    client.close();
    await small.stop();
  });

  it('counts events that weigh nothing: an append takes so many and no more', async () => {
    const message = proposed(new streams.AppendReq.ProposedMessage());
    message.setId(uuid('00000000-0000-4000-8000-000000000003'));
    const empty = new streams.AppendReq().setProposedMessage(message).serializeBinary();
    const many = [appendRequests()[0]!, ...Array.from({ length: 32_769 }, () => empty)];
    const body = Buffer.concat(many.map((each) => grpcFrame(each)));
    const session = await http2Session(world.server.port);
    const path = '/event_store.client.streams.Streams/Append';
    expect(await http2Request(session, { ':path': path }, body)).toMatchObject({ grpc: '3' });
    session.destroy();
  }, 60_000);

  it('answers that a client does not read do not pile up: its next requests wait', async () => {
    const call = raw.open('BatchAppend');
    call.pause();
    const correlation = (index: number) => `00000000-0000-4000-8001-${String(index).padStart(12, '0')}`;
    for (let index = 0; index < 12_000; index += 1) call.write(Buffer.from(batchRequest(correlation(index))));
    await othersGoOn();
    let answers = 0;
    call.on('data', () => (answers += 1));
    call.resume();
    await vi.waitFor(() => expect(answers).toBe(12_000), { timeout: 60_000, interval: 50 });
    call.cancel();
  }, 90_000);
});

describe('a pattern that would take for ever', () => {
  it('is applied in time that grows with the names, while others go on', async () => {
    const long = `${'a'.repeat(4_000)}!`;
    for (let index = 0; index < 30; index += 1)
      await world.client.appendToStream(
        `${long}${index}`.slice(0, 4_090),
        jsonEvent({ type: 'told', data: {} }),
      );
    const regex = new streams.ReadReq.Options.FilterOptions.Expression().setRegex('^(a+)+$');
    const filter = new streams.ReadReq.Options.FilterOptions().setStreamIdentifier(regex).setMax(32);
    const options = new streams.ReadReq.Options()
      .setAll(new streams.ReadReq.Options.AllOptions().setStart(new shared.Empty()))
      .setFilter(filter)
      .setCount('100');
    let longest = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const { code } = await raw.call('Read', [new streams.ReadReq().setOptions(options).serializeBinary()], {
      cancelAfterMs: 30_000,
    });
    clearInterval(beat);
    expect(code).toBe(status.OK);
    expect(longest).toBeLessThan(2_000);
    await othersGoOn();
  });

  it('that RE2 does not know is refused in words', async () => {
    expect(await raw.call('Read', [readRequest('(a)\\1')])).toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: expect.stringContaining('Expected a regular expression of RE2') as string,
    });
  });
});
