import { comparePositions, type Position } from '@dws/kernel';
import type { EventFilter, LogBatch, RecordedEvent } from '@dws/ports';
import type { Connection } from './connection.ts';
import type { ReadMessage } from './decode-read.ts';
import { isWanted } from './event-filter.ts';
import { subscriptionRequest } from './read-request.ts';

/** Batches that may wait in memory before the server is told to pause. */
const MAX_WAITING_BATCHES = 2;

/**
 * One server subscription, exclusive of `after`, until it breaks or `signal` aborts. Events are gathered into
 * batches by what has arrived when the consumer asks.
 * @throws whatever broke it
 */
export async function* liveLog(
  connection: Connection,
  after: Position,
  batchSize: number,
  filter: EventFilter | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<LogBatch> {
  const call = await connection.read(subscriptionRequest(after, filter), undefined);
  let events: RecordedEvent[] = [];
  let considered = after;
  let given = after;
  let broken: { readonly cause: unknown } | undefined;
  let wake: (() => void) | undefined;

  function changed(): void {
    wake?.();
    wake = undefined;
  }
  function breakOff(cause: unknown): void {
    broken ??= { cause };
    changed();
  }

  call.on('data', (message: ReadMessage) => {
    if (message.kind === 'checkpoint') considered = later(considered, message.position);
    if (message.kind === 'event') {
      considered = later(considered, message.event.position);
      if (isWanted(message.event, filter)) events.push(message.event);
      if (events.length >= MAX_WAITING_BATCHES * batchSize) call.pause();
    }
    changed();
  });
  call.on('error', breakOff);
  call.on('end', () => breakOff(new Error('the server ended the subscription')));
  const abort = (): void => breakOff(undefined);
  signal?.addEventListener('abort', abort, { once: true });

  try {
    for (;;) {
      if (signal?.aborted) return;
      if (comparePositions(considered, given) > 0) {
        const batch = events.slice(0, batchSize);
        events = events.slice(batchSize);
        const last = batch.at(-1)?.position;
        given = events.length > 0 && last ? last : considered;
        if (call.isPaused() && events.length < batchSize) call.resume();
        yield { events: batch, upTo: given };
      } else if (broken) {
        throw broken.cause;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    call.on('error', () => undefined);
    call.cancel();
  }
}

function later(a: Position, b: Position): Position {
  return comparePositions(a, b) >= 0 ? a : b;
}
