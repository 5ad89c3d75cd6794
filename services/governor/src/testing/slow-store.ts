import type { EventStore } from '@dws/ports';
import { setImmediate as turn } from 'node:timers/promises';

/** The same store, answering some turns of the event loop later, so that what several do at once really overlaps. */
export function slowStore(
  store: EventStore,
  turns: () => number,
): { store: EventStore; conflicts: () => number } {
  let conflicts = 0;
  const later = async (): Promise<void> => {
    for (let left = turns(); left > 0; left--) await turn();
  };
  return {
    conflicts: () => conflicts,
    store: {
      ...store,
      read: async (stream, options) => {
        await later();
        return store.read(stream, options);
      },
      append: async (appends) => {
        await later();
        const results = await store.append(appends);
        conflicts += results.filter(({ outcome }) => outcome === 'conflict').length;
        await later();
        return results;
      },
    },
  };
}
