import { describe, expect, it } from 'vitest';
import { createMemoryEventStore } from '../../memory-event-store.ts';
import { BROKEN_STORES } from './broken-stores.ts';
import type { MakeStore } from './check.ts';
import { EVENT_STORE_CHECKS } from './checks.ts';
import type { EventStore } from '@dws/ports';

function making(spoil: (store: EventStore) => EventStore): MakeStore {
  return async () => {
    const store = spoil(createMemoryEventStore({ clock: { now: () => 0 } }));
    return { store, reopen: async () => store, stop: () => store.close() };
  };
}

describe('the EventStore contract notices a store that', () => {
  it.each(BROKEN_STORES)('$fault', async ({ noticedBy, spoil }) => {
    const check = EVENT_STORE_CHECKS.find(({ name }) => name === noticedBy);
    if (!check) throw new Error(`no check is called "${noticedBy}"`);
    await expect(check.run(making(spoil))).rejects.toThrow();
    await expect(check.run(making((store) => store))).resolves.toBeUndefined();
  });

  it('forgets what it acknowledged when it restarts', async () => {
    const check = EVENT_STORE_CHECKS.find(({ name }) => name.includes('after a restart'));
    const empty = (): EventStore => createMemoryEventStore({ clock: { now: () => 0 } });
    const forgetful: MakeStore = async () => {
      const store = empty();
      return { store, reopen: async () => empty(), stop: () => store.close() };
    };
    await expect(check?.run(forgetful)).rejects.toThrow();
  });
});
