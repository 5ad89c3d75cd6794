import type { Log } from '@dws/application';
import { isDwsError, type ErrorCode } from '@dws/kernel';
import { setTimeout as delay } from 'node:timers/promises';

/** Waits between tries when store or broker is down at start, in milliseconds; the last one is repeated. */
export const RETRY_MS: readonly number[] = [250, 500, 1_000, 2_000, 5_000];

const AWAITED: Readonly<Partial<Record<ErrorCode, string>>> = {
  'store-unavailable': 'the event store',
  'store-outcome-unknown': 'the event store',
  'log-unavailable': 'the message log',
  'registry-unavailable': 'the schema registry',
  'schema-unregistered': 'schemas at the registry',
};

/** Tries until it succeeds; only what is worth trying again is. Stops trying, with the last error, on `signal`. */
export async function persist<T>(
  act: () => Promise<T>,
  log: Log,
  signal: AbortSignal,
  waits: readonly number[] = RETRY_MS,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      if (!isDwsError(error) || !error.retriable || signal.aborted) throw error;
      const pause = waits[Math.min(attempt, waits.length - 1)] ?? 0;
      log.warn(
        { code: error.code, reason: error.message, pause },
        `not up yet: waiting for ${AWAITED[error.code] ?? 'what it needs'}`,
      );
      // Told to stop meanwhile, the next failure is the last.
      await delay(pause, undefined, { signal }).catch(() => undefined);
    }
  }
}
