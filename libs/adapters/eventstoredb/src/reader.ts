import { START, comparePositions, type Position } from '@dws/kernel';
import { END, type EventFilter, type LogBatch, type ReadOptions, type RecordedEvent } from '@dws/ports';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { EventStoreDbBounds } from './bounds.ts';
import type { Connection } from './connection.ts';
import type { ReadMessage } from './decode-read.ts';
import { isWanted } from './event-filter.ts';
import { logBackwardsRequest, logForwardsRequest, streamRequest } from './read-request.ts';
import { readFailure } from './store-error.ts';

/** Reads that end. Errors: `store-unavailable`, `store-access-denied`. */
export interface Reader {
  stream(stream: string, options: ReadOptions): Promise<readonly RecordedEvent[]>;
  forwards(after: Position, limit: number, filter?: EventFilter): Promise<LogBatch>;
  backwards(before: Position | typeof END, limit: number, filter?: EventFilter): Promise<LogBatch>;
  head(): Promise<Position>;
}

export function createReader(connection: Connection, bounds: EventStoreDbBounds): Reader {
  /** A connection that the server closed meanwhile shows only when it is used: reads are tried once more. */
  async function collect(request: ReadReq): Promise<RecordedEvent[]> {
    try {
      return await collectOnce(request);
    } catch (cause) {
      const failure = readFailure(cause);
      if (failure.code !== 'store-unavailable') throw failure;
    }
    try {
      return await collectOnce(request);
    } catch (cause) {
      throw readFailure(cause);
    }
  }

  async function collectOnce(request: ReadReq): Promise<RecordedEvent[]> {
    const call = await connection.read(request, bounds.readTimeoutMs);
    return new Promise((resolve, reject) => {
      const events: RecordedEvent[] = [];
      call.on('data', (message: ReadMessage) => {
        if (message.kind === 'event') events.push(message.event);
      });
      call.on('error', reject);
      call.on('end', () => resolve(events));
    });
  }

  async function head(): Promise<Position> {
    const [last] = await collect(logBackwardsRequest(END, 1));
    return last?.position ?? START;
  }

  return {
    stream: (stream, options) => collect(streamRequest(stream, options)),
    head,
    forwards: async (after, limit, filter) => {
      const end = filter ? await head() : after;
      // One more than wanted: a server's read is inclusive, and the first one may be known already.
      const found = await collect(logForwardsRequest(after, limit + 1, filter));
      const page = found.filter(({ position }) => comparePositions(position, after) > 0).slice(0, limit);
      const last = page.at(-1)?.position ?? after;
      const complete = found.length <= limit;
      const upTo = complete && comparePositions(end, last) > 0 ? end : last;
      return { events: page.filter((event) => isWanted(event, filter)), upTo };
    },
    backwards: async (before, limit, filter) => {
      const found = await collect(logBackwardsRequest(before, limit, filter));
      const upTo = found.length < limit ? START : (found.at(-1)?.position ?? START);
      return { events: found.filter((event) => isWanted(event, filter)), upTo };
    },
  };
}
