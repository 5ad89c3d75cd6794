import grpc from '@grpc/grpc-js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { EventStoreDBClient, jsonEvent, type EventData } from '@eventstore/db-client';
import type { AppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import { createMemoryEventStore } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEventStoreServer, type EventStoreServer } from './app.ts';
import { shared, streams } from './grpc/stubs.ts';
import { SYSTEM_CLOCK } from './server.fixture.ts';

const store = createMemoryEventStore({ clock: SYSTEM_CLOCK });
const start = (port: number) =>
  startEventStoreServer({ store, clock: SYSTEM_CLOCK, host: '127.0.0.1', port });
const event = () => jsonEvent({ type: 'counted', data: {} });
/** A drain that is not held up ends long before this. */
const DRAIN_MS = 20_000;

let server: EventStoreServer;
let client: EventStoreDBClient;

beforeEach(async () => {
  server = await start(0);
  client = EventStoreDBClient.connectionString(server.connectionString);
});
afterEach(async () => {
  await client.dispose();
  await server.drain(200);
});

describe('a server that drains', () => {
  it('tells who batches appends, so that the next one connects again instead of waiting for ever', async () => {
    await client.appendToStream('s', event());
    const began = Date.now();
    await server.drain(DRAIN_MS);
    expect(Date.now() - began).toBeLessThan(DRAIN_MS / 2);
    server = await start(server.port);
    await expect
      .poll(() => client.appendToStream('s', event()).then(() => 'appended'), { timeout: 15_000 })
      .toBe('appended');
  });

  it('answers what is complete, and lets go what is not', async () => {
    const unfinished: EventData[] = Array.from({ length: 400 }, event);
    const answers: Promise<string>[] = [];
    for (let i = 0; i < 30; i += 1) {
      const append = client.appendToStream(`batch-${i}`, unfinished, { batchAppendSize: 256 });
      answers.push(
        append.then(
          () => 'appended',
          (error: unknown) => (error as { type: string }).type,
        ),
      );
    }
    await expect
      .poll(async () => (await store.read('batch-0', { limit: 1 })).length, { timeout: 15_000 })
      .toBe(1);
    await server.drain(DRAIN_MS);
    for (const [i, answer] of (await Promise.all(answers)).entries()) {
      const stands = (await store.read(`batch-${i}`)).length;
      if (answer === 'appended') expect(stands).toBe(400);
      else
        expect([answer, stands]).toEqual([
          expect.stringMatching(/^(cancelled|unavailable)$/),
          expect.any(Number),
        ]);
    }
  });

  it('does not wait for an append that has not ended', async () => {
    const stubs = new streamsGrpc.StreamsClient(
      `127.0.0.1:${server.port}`,
      grpc.credentials.createInsecure(),
    );
    let code: grpc.status | undefined;
    const sink = stubs.append((error: grpc.ServiceError | null) => {
      code = error?.code;
    });
    sink.write(beginOf('unfinished'));
    await expect.poll(() => client.appendToStream('other', event()).then(() => true)).toBe(true);
    await server.drain(DRAIN_MS);
    await expect.poll(() => code).toBe(grpc.status.UNAVAILABLE);
    expect(await store.read('unfinished')).toEqual([]);
    stubs.close();
  });
});

function beginOf(stream: string): AppendReq {
  const named = new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));
  const options = new streams.AppendReq.Options().setStreamIdentifier(named).setNoStream(new shared.Empty());
  return new streams.AppendReq().setOptions(options);
}
