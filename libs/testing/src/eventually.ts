import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 5;

/**
 * Resolves as soon as `holds` answers true.
 *
 * @param what the expectation in words, for the message of the error when `withinMs` have passed without it.
 */
export async function eventually(
  what: string,
  withinMs: number,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`expected within ${withinMs} ms: ${what}`);
    await sleep(POLL_MS);
  }
}

/** Resolves when `holds` has answered true all along `forMs`; for "nothing more arrives". */
export async function staysTrue(
  what: string,
  forMs: number,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const end = performance.now() + forMs;
  do {
    if (!(await holds())) throw new Error(`expected to hold for ${forMs} ms: ${what}`);
    await sleep(POLL_MS);
  } while (performance.now() < end);
}
