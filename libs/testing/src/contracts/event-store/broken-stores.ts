import { START } from '@dws/kernel';
import { NO_STREAM, type Append, type EventStore, type LogBatch, type RecordedEvent } from '@dws/ports';

/** A store with one planted fault, and the check that must notice it. */
export interface BrokenStore {
  readonly fault: string;
  readonly noticedBy: string;
  spoil(store: EventStore): EventStore;
}

export const BROKEN_STORES: readonly BrokenStore[] = [
  {
    fault: 'ignores the expected revision',
    noticedBy: 'a stale revision conflicts, names the actual one and writes nothing',
    spoil: (store) => ({ ...store, append: (appends) => appendAnyway(store, appends) }),
  },
  {
    fault: 'lets several writers win one revision',
    noticedBy: 'of many concurrent writers exactly one wins each revision',
    spoil: (store) => ({
      ...store,
      append: async (appends) =>
        (await store.append(appends)).map((result) =>
          result.outcome === 'appended'
            ? result
            : { outcome: 'appended', revision: result.actualRevision, position: START },
        ),
    }),
  },
  {
    fault: 'drops a repeated append as a conflict',
    noticedBy: 'an identical append is answered as before and written once',
    spoil: (store) => ({ ...store, append: (appends) => conflictUnlessAtEnd(store, appends) }),
  },
  {
    fault: 'writes a repeated append twice',
    noticedBy: 'an identical append is answered as before and written once',
    spoil: (store) => ({ ...store, append: (appends) => appendAnyway(store, appends) }),
  },
  {
    fault: 'takes a repeat for done by its first id alone',
    noticedBy: 'an append that was only partly there before conflicts',
    spoil: (store) => ({ ...store, append: (appends) => trustFirstId(store, appends) }),
  },
  {
    fault: 'writes the events of one append one by one',
    noticedBy: 'the events of one append stand together or not at all',
    spoil: (store) => ({ ...store, append: (appends) => oneByOne(store, appends) }),
  },
  {
    fault: 'stops at the first conflict of a call',
    noticedBy: 'entries of one call are independent of each other',
    spoil: (store) => ({ ...store, append: (appends) => stopAtConflict(store, appends) }),
  },
  {
    fault: 'loses what is appended between catching up and going live',
    noticedBy: 'a subscription catches up and goes live without gap or duplicate under load',
    spoil: (store) => ({ ...store, subscribe: (options) => loseAtSeam(store.subscribe(options)) }),
  },
  {
    fault: 'delivers an event twice when it goes live',
    noticedBy: 'a subscription catches up and goes live without gap or duplicate under load',
    spoil: (store) => ({ ...store, subscribe: (options) => repeatAtSeam(store.subscribe(options)) }),
  },
  {
    fault: 'gives a batch of the log in the wrong order',
    noticedBy: 'the log holds every event once, in one order that agrees with the streams',
    spoil: (store) => ({
      ...store,
      readAll: async (after, limit, filter) => {
        const { events, upTo } = await store.readAll(after, limit, filter);
        return { events: events.toReversed(), upTo };
      },
    }),
  },
  {
    fault: 'includes the position that a read begins after',
    noticedBy: 'the log is read exclusive of where it was read to',
    spoil: (store) => ({
      ...store,
      readAll: (after, limit, filter) =>
        store.readAll({ commit: after.commit - 1n, prepare: after.prepare - 1n }, limit, filter),
    }),
  },
  {
    fault: 'stands still where the filter leaves everything out',
    noticedBy: 'what a filter left out was considered all the same',
    spoil: (store) => ({
      ...store,
      readAll: async (after, limit, filter) => {
        const batch = await store.readAll(after, limit, filter);
        return batch.events.length > 0 ? batch : { events: [], upTo: after };
      },
    }),
  },
  {
    fault: 'gives other bytes than it was given',
    noticedBy: 'an append is read back as it was written, byte for byte',
    spoil: (store) => ({
      ...store,
      read: async (stream, options) => (await store.read(stream, options)).map(respaced),
    }),
  },
  {
    fault: 'keeps the bytes of the writer instead of a copy',
    noticedBy: 'an append is not changed when the writer uses its bytes again',
    spoil: (store) => aliasing(store),
  },
  {
    fault: 'takes an append over the limit',
    noticedBy: 'an append over the limit is refused as event-too-large and changes nothing',
    spoil: (store) => ({
      ...store,
      append: async (appends) => store.append(appends).catch(() => []),
    }),
  },
  {
    fault: 'answers readMany in an order of its own',
    noticedBy: 'readMany answers whole streams in the order asked',
    spoil: (store) => ({ ...store, readMany: (streams) => store.readMany([...streams].sort().reverse()) }),
  },
  {
    fault: 'does not end an aborted subscription',
    noticedBy: 'an aborted subscription ends, also while it waits',
    spoil: (store) => ({
      ...store,
      subscribe: ({ signal: _ignored, ...options }) => store.subscribe(options),
    }),
  },
];

/** Moves a stale append to the end of its stream. */
async function appendAnyway(store: EventStore, appends: readonly Append[]): ReturnType<EventStore['append']> {
  const results = [];
  for (const append of appends) {
    const expectedRevision = (await store.read(append.stream)).length - 1;
    results.push(...(await store.append([{ ...append, expectedRevision }])));
  }
  return results;
}

async function conflictUnlessAtEnd(
  store: EventStore,
  appends: readonly Append[],
): ReturnType<EventStore['append']> {
  const results = [];
  for (const append of appends) {
    const actualRevision = (await store.read(append.stream)).length - 1;
    if (actualRevision === append.expectedRevision) results.push(...(await store.append([append])));
    else results.push({ outcome: 'conflict' as const, actualRevision });
  }
  return results;
}

async function trustFirstId(store: EventStore, appends: readonly Append[]): ReturnType<EventStore['append']> {
  const results = [];
  for (const append of appends) {
    const [standing] = await store.read(append.stream, { from: append.expectedRevision + 1, limit: 1 });
    if (standing !== undefined && standing.id === append.events[0]?.id) {
      const { revision, position } = standing;
      results.push({ outcome: 'appended' as const, revision, position });
    } else results.push(...(await store.append([append])));
  }
  return results;
}

async function oneByOne(store: EventStore, appends: readonly Append[]): ReturnType<EventStore['append']> {
  const results = [];
  for (const { stream, expectedRevision, events } of appends) {
    let last;
    for (const [index, event] of events.entries()) {
      [last] = await store.append([{ stream, expectedRevision: expectedRevision + index, events: [event] }]);
      // What a writer without a transaction does: whoever is there, it goes on behind them.
      if (last?.outcome === 'conflict') {
        [last] = await store.append([{ stream, expectedRevision: last.actualRevision, events: [event] }]);
      }
    }
    if (last) results.push(last);
  }
  return results;
}

async function stopAtConflict(
  store: EventStore,
  appends: readonly Append[],
): ReturnType<EventStore['append']> {
  const results = [];
  let stopped = false;
  for (const append of appends) {
    const actualRevision = (await store.read(append.stream)).length - 1;
    if (stopped) results.push({ outcome: 'conflict' as const, actualRevision });
    else results.push(...(await store.append([append])));
    stopped ||= results.at(-1)?.outcome === 'conflict';
  }
  return results;
}

async function* loseAtSeam(batches: AsyncIterable<LogBatch>): AsyncGenerator<LogBatch> {
  let number = 0;
  for await (const { events, upTo } of batches) {
    number += 1;
    yield { events: number === 3 ? events.slice(1) : events, upTo };
  }
}

async function* repeatAtSeam(batches: AsyncIterable<LogBatch>): AsyncGenerator<LogBatch> {
  let last: RecordedEvent | undefined;
  for await (const { events, upTo } of batches) {
    yield { events: last && events.length < 7 ? [last, ...events] : events, upTo };
    last = events.at(-1) ?? last;
  }
}

/** The same JSON with a space in it: equal when parsed, and no longer what its digest was taken over. */
function respaced(event: RecordedEvent): RecordedEvent {
  const text = new TextDecoder().decode(event.data).replace(':', ': ');
  return { ...event, data: new TextEncoder().encode(text) };
}

function aliasing(store: EventStore): EventStore {
  const given = new Map<string, Uint8Array>();
  return {
    ...store,
    append: (appends) => {
      for (const { stream, expectedRevision, events } of appends) {
        if (expectedRevision === NO_STREAM && events[0]) given.set(stream, events[0].data);
      }
      return store.append(appends);
    },
    read: async (stream, options) =>
      (await store.read(stream, options)).map((event) => ({
        ...event,
        data: given.get(stream) ?? event.data,
      })),
  };
}
