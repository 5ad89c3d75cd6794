import { createMemoryEventStore } from '../../memory-event-store.ts';
import { eventStoreContract } from './contract.ts';

eventStoreContract('memory', async () => {
  const store = createMemoryEventStore({ clock: { now: () => 0 } });
  return { store, reopen: async () => store, stop: () => store.close() };
});
