import { DwsError, START, comparePositions, type Clock, type Position } from '@dws/kernel';
import {
  END,
  MAX_APPEND_BYTES,
  NO_STREAM,
  type Append,
  type AppendResult,
  type EventFilter,
  type EventStore,
  type LogBatch,
  type ReadOptions,
  type RecordedEvent,
  type SubscribeOptions,
} from '@dws/ports';
import { createWakeUp } from './wake-up.ts';

const DEFAULT_BATCH = 500;

/**
 * A whole EventStore in memory, for specs and for the deterministic simulator. Positions count from 1, so that
 * EventStoreDB's "position 0" stays before the first event. Keeps everything for ever: not for production.
 */
export function createMemoryEventStore({ clock }: { clock: Clock }): EventStore {
  const log: RecordedEvent[] = [];
  const streams = new Map<string, RecordedEvent[]>();
  const wakeUp = createWakeUp();
  let closed = false;

  function assertOpen(): void {
    if (closed) throw new DwsError('store-unavailable', 'The store is closed.');
  }

  function appendOne({ stream, expectedRevision, events }: Append): AppendResult {
    const standing = streams.get(stream) ?? [];
    const actualRevision = standing.length - 1;
    const last = standing[expectedRevision + events.length];
    if (expectedRevision !== actualRevision) {
      const repeated = events.every((event, i) => standing[expectedRevision + 1 + i]?.id === event.id);
      if (!repeated || events.length === 0 || !last) return { outcome: 'conflict', actualRevision };
      return { outcome: 'appended', revision: last.revision, position: last.position };
    }
    for (const event of events) {
      const sequence = BigInt(log.length + 1);
      const recorded: RecordedEvent = {
        ...event,
        data: event.data.slice(),
        metadata: event.metadata.slice(),
        stream,
        revision: standing.length,
        position: { commit: sequence, prepare: sequence },
        createdAt: clock.now(),
      };
      standing.push(recorded);
      log.push(recorded);
    }
    if (standing.length > 0) streams.set(stream, standing);
    return {
      outcome: 'appended',
      revision: standing.length - 1,
      position: standing.at(-1)?.position ?? START,
    };
  }

  function forwards(after: Position, limit: number, filter?: EventFilter): LogBatch {
    const events: RecordedEvent[] = [];
    let upTo = after;
    for (let i = indexAfter(after); i < log.length && events.length < limit; i += 1) {
      const event = log[i] as RecordedEvent;
      upTo = event.position;
      if (passes(event, filter)) events.push(event);
    }
    return { events, upTo };
  }

  async function* follow(options: SubscribeOptions): AsyncGenerator<LogBatch> {
    const { filter, signal, batchSize = DEFAULT_BATCH } = options;
    let after = options.after;
    while (!signal?.aborted) {
      assertOpen();
      const batch = forwards(after, batchSize, filter);
      if (comparePositions(batch.upTo, after) > 0) {
        after = batch.upTo;
        yield batch;
      } else {
        await wakeUp.next(signal);
      }
    }
  }

  return {
    append: async (appends) => {
      assertOpen();
      for (const one of appends) assertSize(one);
      const results = appends.map(appendOne);
      wakeUp.all();
      return results;
    },
    read: async (stream, options) => {
      assertOpen();
      return slice(streams.get(stream) ?? [], options);
    },
    readMany: async (names) => {
      assertOpen();
      return names.map((name) => [...(streams.get(name) ?? [])]);
    },
    readAll: async (after, limit, filter) => {
      assertOpen();
      return forwards(after, limit, filter);
    },
    readAllBackwards: async (before, limit, filter) => {
      assertOpen();
      const events: RecordedEvent[] = [];
      let i = (before === END ? log.length : indexAfter(before, 'inclusive')) - 1;
      for (; i >= 0 && events.length < limit; i -= 1) {
        const event = log[i] as RecordedEvent;
        if (passes(event, filter)) events.push(event);
      }
      return { events, upTo: i < 0 ? START : (log[i + 1]?.position ?? START) };
    },
    subscribe: follow,
    head: async () => {
      assertOpen();
      return log.at(-1)?.position ?? START;
    },
    close: async () => {
      closed = true;
      wakeUp.all();
    },
  };

  /** Index of the first event later than `position`, or with `inclusive` of the first not earlier than it. */
  function indexAfter(position: Position, mode: 'exclusive' | 'inclusive' = 'exclusive'): number {
    let low = 0;
    let high = log.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const order = comparePositions((log[middle] as RecordedEvent).position, position);
      if (order < 0 || (order === 0 && mode === 'exclusive')) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function slice(events: readonly RecordedEvent[], options: ReadOptions = {}): readonly RecordedEvent[] {
  const { direction = 'forwards', limit = Infinity } = options;
  if (direction === 'forwards') {
    const from = options.from ?? 0;
    return events.slice(from, from + limit);
  }
  const from = options.from ?? events.length - 1;
  return events
    .slice(0, from + 1)
    .reverse()
    .slice(0, limit);
}

function passes(event: RecordedEvent, filter?: EventFilter): boolean {
  const { streamPrefixes, eventTypes } = filter ?? {};
  if (streamPrefixes && !streamPrefixes.some((prefix) => event.stream.startsWith(prefix))) return false;
  return !eventTypes || eventTypes.includes(event.type);
}

function assertSize({ stream, expectedRevision, events }: Append): void {
  if (expectedRevision < NO_STREAM) {
    throw new DwsError('argument-invalid', `Expected a revision from -1, found ${expectedRevision}.`);
  }
  const bytes = events.reduce((sum, event) => sum + event.data.length + event.metadata.length, 0);
  if (bytes > MAX_APPEND_BYTES) {
    throw new DwsError('event-too-large', `Expected at most ${MAX_APPEND_BYTES} bytes, found ${bytes}.`, {
      stream,
    });
  }
}
