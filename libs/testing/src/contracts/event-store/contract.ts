import { describe, it } from 'vitest';
import type { MakeStore } from './check.ts';
import { EVENT_STORE_CHECKS } from './checks.ts';

/** Long enough for the slowest check against a server on a busy machine. */
const CHECK_TIMEOUT_MS = 30_000;

/** Runs every check of the EventStore port, each on a store that `makeStore` gives. */
export function eventStoreContract(name: string, makeStore: MakeStore): void {
  describe(`EventStore contract: ${name}`, () => {
    for (const check of EVENT_STORE_CHECKS) {
      it(check.name, () => check.run(makeStore), CHECK_TIMEOUT_MS);
    }
  });
}
