import { createEventStoreDb } from '@dws/eventstoredb';
import { START, isDwsError } from '@dws/kernel';
import { NO_STREAM, type Append, type EventStore } from '@dws/ports';
import { createMemoryEventStore } from '@dws/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startEventStoreServer, type EventStoreServer } from './app.ts';
import { SYSTEM_CLOCK } from './server.fixture.ts';

const PATIENCE = { timeout: 10_000, interval: 10 };

let behind: EventStore;
let server: EventStoreServer;
let store: EventStore;

const start = (port: number, of: EventStore = behind) =>
  startEventStoreServer({ store: of, clock: SYSTEM_CLOCK, host: '127.0.0.1', port });

beforeEach(async () => {
  behind = createMemoryEventStore({ clock: SYSTEM_CLOCK });
  server = await start(0);
  store = createEventStoreDb({
    connectionString: server.connectionString,
    clock: SYSTEM_CLOCK,
    bounds: { connectTimeoutMs: 400, appendTimeoutMs: 300 },
  });
});
afterEach(async () => {
  await store.close();
  await server.drain(200);
});

function append(stream: string, value: number, expectedRevision = NO_STREAM): Append {
  const id = `00000000-0000-4000-8000-${String(value).padStart(12, '0')}`;
  const data = Buffer.from(JSON.stringify({ value }));
  return { stream, expectedRevision, events: [{ id, type: 'counted', data, metadata: Buffer.from('{}') }] };
}

describe('when the server goes away and comes back', () => {
  it('a subscription goes on from where it was, without gap or duplicate', async () => {
    const stop = new AbortController();
    const heard: string[] = [];
    const following = (async () => {
      for await (const batch of store.subscribe({ after: START, signal: stop.signal })) {
        heard.push(...batch.events.map(({ stream }) => stream));
      }
    })();
    await store.append([append('a', 1)]);
    await vi.waitFor(() => expect(heard).toEqual(['a']), PATIENCE);
    await server.drain(100);
    await behind.append([append('b', 2)]);
    server = await start(server.port);
    await behind.append([append('c', 3)]);
    await vi.waitFor(() => expect(heard).toEqual(['a', 'b', 'c']), PATIENCE);
    stop.abort();
    await following;
  });

  it('calls say store-unavailable meanwhile, and work again afterwards', async () => {
    await store.append([append('a', 1)]);
    await server.drain(100);
    await expect(store.read('a')).rejects.toSatisfy((error) => isDwsError(error, 'store-unavailable'));
    await expect(store.append([append('b', 2)])).rejects.toSatisfy((error) =>
      isDwsError(error, 'store-unavailable'),
    );
    server = await start(server.port);
    await vi.waitFor(async () => expect(await store.read('a')).toHaveLength(1), PATIENCE);
    await store.append([append('b', 2)]);
    expect(await behind.read('b')).toHaveLength(1);
  });
});

describe('when the answer to an append is lost', () => {
  it('the identical append is sent again and stands once', async () => {
    await server.drain(100);
    let swallowed = 0;
    const forgetful: EventStore = {
      ...behind,
      append: async (appends) => {
        const results = await behind.append(appends);
        swallowed += 1;
        return swallowed === 1 ? new Promise(() => undefined) : results;
      },
    };
    server = await start(server.port, forgetful);
    const [result] = await store.append([append('a', 1)]);
    expect(result).toMatchObject({ outcome: 'appended', revision: 0 });
    expect(swallowed).toBe(2);
    expect(await behind.read('a')).toHaveLength(1);
  });
});
