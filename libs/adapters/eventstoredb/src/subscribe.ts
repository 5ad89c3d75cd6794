import { comparePositions, isDwsError, type Position } from '@dws/kernel';
import type { LogBatch, SubscribeOptions } from '@dws/ports';
import type { EventStoreDbBounds } from './bounds.ts';
import type { Connection } from './connection.ts';
import { liveLog } from './live-log.ts';
import { pauseBefore } from './pause.ts';
import type { Reader } from './reader.ts';
import { readFailure } from './store-error.ts';

const DEFAULT_BATCH = 500;

/**
 * Follows the log for as long as `signal` allows, across failures of the server: every attempt begins after the
 * last batch that was given out. What stood before is read in pages, because a subscription that reports every
 * position it passes is slow over a long log on a real server.
 * @throws DwsError `store-access-denied`
 */
export async function* subscribe(
  options: SubscribeOptions,
  connection: Connection,
  reader: Reader,
  bounds: EventStoreDbBounds,
): AsyncGenerator<LogBatch> {
  const { filter, signal, batchSize = DEFAULT_BATCH } = options;
  let after = options.after;
  for (let attempt = 0; !signal?.aborted; attempt += 1) {
    try {
      for await (const batch of catchUpThenFollow(after)) {
        attempt = 0;
        after = batch.upTo;
        yield batch;
      }
    } catch (cause) {
      const failure = readFailure(cause);
      if (isDwsError(failure, 'store-access-denied')) throw failure;
      await pauseBefore(attempt, bounds, signal);
    }
  }

  async function* catchUpThenFollow(from: Position): AsyncGenerator<LogBatch> {
    let have = from;
    while (!signal?.aborted) {
      const batch = await reader.forwards(have, batchSize, filter);
      if (comparePositions(batch.upTo, have) <= 0) break;
      have = batch.upTo;
      yield batch;
    }
    yield* liveLog(connection, have, batchSize, filter, signal);
  }
}
