import { EventStoreDBClient } from '@eventstore/db-client';
import type { EventStore } from '@dws/ports';
import { startEventStoreServer, type EventStoreServer, type EventStoreServerOptions } from './app.ts';

export interface ServerFixture {
  readonly store: EventStore;
  readonly server: EventStoreServer;
  readonly client: EventStoreDBClient;
  stop(): Promise<void>;
}

export const SYSTEM_CLOCK = { now: () => Date.now() };

/** The server on a store, and the official client connected to it. */
export async function startFixture(
  store: EventStore,
  options: Partial<EventStoreServerOptions> = {},
): Promise<ServerFixture> {
  const server = await startEventStoreServer({
    store,
    clock: SYSTEM_CLOCK,
    host: '127.0.0.1',
    port: 0,
    ...options,
  });
  const client = EventStoreDBClient.connectionString(server.connectionString);
  return {
    store,
    server,
    client,
    stop: async () => {
      await client.dispose();
      await server.drain(500);
      await store.close();
    },
  };
}
