import { eventStoreContract } from '@dws/testing';
import { createEventStoreDb } from './event-store-db.ts';

/** Any server: EVENTSTORE_URL=esdb://… npx vitest run --project eventstore. Its other data is left alone. */
const url = process.env['EVENTSTORE_URL'];
if (!url) throw new Error('expected EVENTSTORE_URL to name a server');

const connect = () => createEventStoreDb({ connectionString: url, clock: { now: () => Date.now() } });

eventStoreContract(`eventstoredb against ${new URL(url).host}`, async () => {
  let store = connect();
  return {
    store,
    reopen: async () => {
      await store.close();
      store = connect();
      return store;
    },
    stop: () => store.close(),
  };
});
