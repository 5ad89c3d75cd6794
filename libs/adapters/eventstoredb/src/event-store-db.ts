import type { AppendResult, EventStore } from '@dws/ports';
import type { Clock } from '@dws/kernel';
import { createAppendChannel } from './append-channel.ts';
import { appendOne } from './append.ts';
import { bounded } from './bounded.ts';
import { EVENTSTOREDB_BOUNDS, type EventStoreDbBounds } from './bounds.ts';
import { connect } from './connection.ts';
import { createReader } from './reader.ts';
import { subscribe } from './subscribe.ts';

export interface EventStoreDbOptions {
  /** `esdb://user:password@host:2113?tls=true`, as the official client takes it. */
  readonly connectionString: string;
  readonly clock: Clock;
  readonly bounds?: Partial<EventStoreDbBounds>;
}

/** The EventStore port on an EventStoreDB server, or on `services/event-store`. Connects at the first call. */
export function createEventStoreDb({ connectionString, clock, bounds }: EventStoreDbOptions): EventStore {
  const limits = { ...EVENTSTOREDB_BOUNDS, ...bounds };
  const connection = connect(connectionString, limits);
  const reader = createReader(connection, limits);
  const channel = createAppendChannel(connection, clock, limits);
  const appendInTurn = bounded(limits.maxAppendsInFlight);
  const readInTurn = bounded(limits.maxReadsInFlight);

  return {
    append: async (appends) => {
      const sent = appends.map((append) =>
        appendInTurn(() =>
          appendOne(append, channel, (stream, range) => reader.stream(stream, range), limits),
        ),
      );
      const settled = await Promise.allSettled(sent);
      return settled.map((result): AppendResult => {
        if (result.status === 'rejected') throw result.reason;
        return result.value;
      });
    },
    read: (stream, options = {}) => reader.stream(stream, options),
    readMany: (names) => Promise.all(names.map((name) => readInTurn(() => reader.stream(name, {})))),
    readAll: (after, limit, filter) => reader.forwards(after, limit, filter),
    readAllBackwards: (before, limit, filter) => reader.backwards(before, limit, filter),
    subscribe: (options) => subscribe(options, connection, reader, limits),
    head: () => reader.head(),
    close: async () => {
      channel.close();
      await connection.close();
    },
  };
}
