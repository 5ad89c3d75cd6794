import { EventStoreDBClient } from '@eventstore/db-client';
import { createMemoryEventStore } from '@dws/testing';
import type { EventStore } from '@dws/ports';
import { startEventStoreServer, type EventStoreServer, type EventStoreServerOptions } from './app.ts';

export interface ServerFixture {
  readonly store: EventStore;
  readonly server: EventStoreServer;
  readonly client: EventStoreDBClient;
  stop(): Promise<void>;
}

/** The server on a memory store, and the official client connected to it. */
export async function startFixture(options: Partial<EventStoreServerOptions> = {}): Promise<ServerFixture> {
  const clock = { now: () => Date.now() };
  const store = createMemoryEventStore({ clock });
  const server = await startEventStoreServer({ store, clock, host: '127.0.0.1', port: 0, ...options });
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
