import type { EventStore } from '@dws/ports';

/** The store with some of its methods replaced. */
export function altered(store: EventStore, methods: Partial<EventStore>): EventStore {
  return {
    append: (appends) => store.append(appends),
    read: (stream, options) => store.read(stream, options),
    readMany: (streams) => store.readMany(streams),
    readAll: (after, limit, filter) => store.readAll(after, limit, filter),
    readAllBackwards: (before, limit, filter) => store.readAllBackwards(before, limit, filter),
    subscribe: (options) => store.subscribe(options),
    head: () => store.head(),
    close: () => store.close(),
    ...methods,
  };
}

/** A store that does `entries` of its append number `call` (from 0) and then is as dead as its process. */
export function dyingStore(store: EventStore, call: number, entries: number): EventStore {
  let calls = 0;
  let dead = false;
  return altered(store, {
    append: async (appends) => {
      if (dead) throw new Error('killed');
      if (calls++ !== call) return store.append(appends);
      dead = true;
      await store.append(appends.slice(0, entries));
      throw new Error('killed');
    },
  });
}

/** A store whose appends take a few turns of the event loop, differently each time. */
export function slow(store: EventStore, seed: number): EventStore {
  let state = seed;
  const pause = async () => {
    state = (state * 48_271) % 2_147_483_647;
    for (let i = state % 4; i > 0; i -= 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return altered(store, {
    append: async (appends) => {
      await pause();
      const results = await store.append(appends);
      await pause();
      return results;
    },
  });
}
