import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventStoreContract, type StoreUnderTest } from '@dws/testing';
import { SqliteEventStore } from './sqlite-event-store.ts';

const clock = { now: () => 1_772_357_400_000 };

/** @param recentBytes 0 sends every read to the file. */
async function makeStore(recentBytes?: number): Promise<StoreUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'dws-store-'));
  const options = {
    path: join(folder, 'events.db'),
    clock,
    ...(recentBytes !== undefined && { recentBytes }),
  };
  let store = await SqliteEventStore.open(options);
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await SqliteEventStore.open(options);
      return store;
    },
    stop: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

eventStoreContract('sqlite', () => makeStore());
eventStoreContract('sqlite, nothing kept in memory', () => makeStore(0));
eventStoreContract('sqlite, little kept in memory', () => makeStore(300));
