import type { EventStore } from '@dws/ports';

/** A store for one check. It may hold streams of others already: checks use names of their own. */
export interface StoreUnderTest {
  readonly store: EventStore;
  /** Closes the store and opens it on the same data again, as a restarted process would. */
  reopen(): Promise<EventStore>;
  /** Closes what is open and removes what was made. */
  stop(): Promise<void>;
}

export type MakeStore = () => Promise<StoreUnderTest>;

/**
 * One promise of the EventStore port. `run` throws when the store does not keep it; kept apart from any test
 * runner so that deliberately broken stores can be shown to fail.
 */
export interface EventStoreCheck {
  readonly name: string;
  run(makeStore: MakeStore): Promise<void>;
}

/** A check of one store that needs no restart. */
export function check(name: string, run: (store: EventStore) => Promise<void>): EventStoreCheck {
  return checkWithReopen(name, ({ store }) => run(store));
}

export function checkWithReopen(
  name: string,
  run: (underTest: StoreUnderTest) => Promise<void>,
): EventStoreCheck {
  return {
    name,
    run: async (makeStore) => {
      const underTest = await makeStore();
      try {
        await run(underTest);
      } finally {
        await underTest.stop();
      }
    },
  };
}
