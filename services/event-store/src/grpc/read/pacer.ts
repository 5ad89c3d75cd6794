import { setImmediate as turn } from 'node:timers/promises';

/** Others wait so long at most while one reader's filter is applied. */
const MOST_MS = 10;

/** Lets others have their turn: `undefined` while there is time left, else a promise to wait for. */
export function createPacer(): () => Promise<void> | undefined {
  let began = performance.now();
  return () => {
    if (performance.now() - began < MOST_MS) return undefined;
    return turn().then(() => {
      began = performance.now();
    });
  };
}
