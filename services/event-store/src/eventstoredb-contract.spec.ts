import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEventStoreDb } from '@dws/eventstoredb';
import type { EventStore } from '@dws/ports';
import { SqliteEventStore } from '@dws/sqlite';
import { createMemoryEventStore, eventStoreContract, type StoreUnderTest } from '@dws/testing';
import { SYSTEM_CLOCK, startFixture } from './server.fixture.ts';

/** The adapter, connected to this server in front of a store. To reopen is to connect anew. */
async function connectedTo(store: EventStore): Promise<StoreUnderTest> {
  const { server, stop } = await startFixture(store);
  const connect = () =>
    createEventStoreDb({ connectionString: server.connectionString, clock: SYSTEM_CLOCK });
  let connected = connect();
  return {
    store: connected,
    reopen: async () => {
      await connected.close();
      connected = connect();
      return connected;
    },
    stop: async () => {
      await connected.close();
      await stop();
    },
  };
}

eventStoreContract('eventstoredb against this server on the memory store', () =>
  connectedTo(createMemoryEventStore({ clock: SYSTEM_CLOCK })),
);

eventStoreContract('eventstoredb against this server on SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dws-event-store-'));
  const store = await SqliteEventStore.open({ path: join(folder, 'events.db'), clock: SYSTEM_CLOCK });
  const underTest = await connectedTo(store);
  return {
    ...underTest,
    stop: async () => {
      await underTest.stop();
      await rm(folder, { recursive: true });
    },
  };
});
