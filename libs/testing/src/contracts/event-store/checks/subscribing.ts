import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { comparePositions, START } from '@dws/kernel';
import { NO_STREAM, type EventStore, type RecordedEvent, type SubscribeOptions } from '@dws/ports';
import { check } from '../check.ts';
import { mustAppend, sampleAppend, sampleEvent, scratchStream, textsOf } from '../sample.ts';

/** How long a subscription may take to deliver what is there, on a busy machine. */
const PATIENCE_MS = 5_000;

export const SUBSCRIBING = [
  check('a subscription catches up and goes live without gap or duplicate under load', async (store) => {
    const prefix = scratchStream('seam');
    const filter = { streamPrefixes: [prefix] };
    const streams = Array.from({ length: 40 }, (_, index) => `${prefix}-${index}`);
    const write = async (part: readonly string[]): Promise<void> => {
      for (const stream of part) {
        await mustAppend(store, sampleAppend(stream, NO_STREAM, ['a', 'b']));
        await mustAppend(store, sampleAppend(stream, 1, ['c']));
      }
    };
    await write(streams.slice(0, 10));
    const early = collect(store, { after: START, filter, batchSize: 7 }, 120);
    const writing = Promise.all([10, 20, 30].map((from) => write(streams.slice(from, from + 10))));
    await sleep(1);
    const late = collect(store, { after: START, filter }, 120);
    const [log, logOfLate] = await Promise.all([early, late, writing]);
    assert.deepEqual(
      log.map(({ id }) => id),
      logOfLate.map(({ id }) => id),
    );
    for (const stream of streams) {
      assert.deepEqual(textsOf(log.filter((event) => event.stream === stream)), ['a', 'b', 'c']);
    }
    for (const [index, { position }] of log.entries()) {
      const next = log[index + 1];
      if (next) assert.ok(comparePositions(position, next.position) < 0, 'batches come in log order');
    }
  }),

  check('every event that comes while nothing is missing is delivered live', async (store) => {
    const prefix = scratchStream('live');
    const after = await store.head();
    const received = collect(store, { after, filter: { streamPrefixes: [prefix] } }, 20);
    for (let index = 0; index < 20; index += 1) {
      await mustAppend(store, sampleAppend(`${prefix}-${index}`, NO_STREAM, [String(index)]));
      if (index % 5 === 0) await sleep(2);
    }
    assert.deepEqual(
      textsOf(await received),
      Array.from({ length: 20 }, (_, index) => String(index)),
    );
  }),

  check('a subscription goes on exactly after a position', async (store) => {
    const stream = scratchStream();
    await mustAppend(store, sampleAppend(stream, NO_STREAM, ['a', 'b', 'c', 'd']));
    const second = (await store.read(stream))[1] as RecordedEvent;
    const rest = collect(store, { after: second.position, filter: { streamPrefixes: [stream] } }, 3);
    await mustAppend(store, sampleAppend(stream, 3, ['e']));
    assert.deepEqual(textsOf(await rest), ['c', 'd', 'e']);
  }),

  check('a slow subscriber misses nothing', async (store) => {
    const prefix = scratchStream('slow');
    const after = await store.head();
    const slow = collect(store, { after, filter: { streamPrefixes: [prefix] }, batchSize: 3 }, 30, 4);
    for (let index = 0; index < 30; index += 1) {
      await mustAppend(store, sampleAppend(`${prefix}-${index}`, NO_STREAM, [String(index)]));
    }
    assert.equal(textsOf(await slow).join(), Array.from({ length: 30 }, (_, index) => index).join());
  }),

  check('a filter by type and stream holds live as well', async (store) => {
    const stream = scratchStream();
    const other = scratchStream();
    const options = { after: await store.head(), filter: { streamPrefixes: [stream], eventTypes: ['even'] } };
    const received = collect(store, options, 2);
    for (const name of [other, stream]) {
      const events = [0, 1, 2, 3].map((n) => sampleEvent(name, n, String(n), n % 2 === 0 ? 'even' : 'odd'));
      await mustAppend(store, { stream: name, expectedRevision: NO_STREAM, events });
    }
    assert.deepEqual(textsOf(await received), ['0', '2']);
  }),

  check('an aborted subscription ends, also while it waits', async (store) => {
    const stop = new AbortController();
    const following = follow(store, { after: await store.head(), signal: stop.signal });
    await sleep(5);
    stop.abort();
    await within('the subscription ends', following);
    await within(
      'one that is aborted from the start ends',
      follow(store, { after: START, signal: stop.signal }),
    );
  }),

  check('a subscription that is left in the middle ends', async (store) => {
    const stream = scratchStream();
    const after = await store.head();
    await mustAppend(store, sampleAppend(stream, NO_STREAM, ['a', 'b']));
    const leave = async (): Promise<string[]> => {
      for await (const { events } of store.subscribe({ after, batchSize: 1 })) {
        if (events.length > 0) return textsOf(events);
      }
      return [];
    };
    assert.deepEqual(await within('the loop is left', leave()), ['a']);
    await mustAppend(store, sampleAppend(stream, 1, ['c']));
  }),
];

/** Collects `count` events, then stops. Fails when they do not come, and when a batch is out of bounds. */
function collect(...given: Parameters<typeof collecting>): Promise<RecordedEvent[]> {
  const collected = collecting(...given);
  // It is awaited only after other steps: on a broken store it may fail before that, and must not count as unhandled.
  collected.catch(() => undefined);
  return collected;
}

async function collecting(
  store: EventStore,
  options: SubscribeOptions,
  count: number,
  pauseMs = 0,
): Promise<RecordedEvent[]> {
  const stop = new AbortController();
  const events: RecordedEvent[] = [];
  const receive = async (): Promise<void> => {
    let reached = options.after;
    for await (const batch of store.subscribe({ ...options, signal: stop.signal })) {
      if (options.batchSize) assert.ok(batch.events.length <= options.batchSize, 'a batch keeps its bound');
      assert.ok(comparePositions(batch.upTo, reached) >= 0, 'batches go forwards');
      reached = batch.upTo;
      events.push(...batch.events);
      if (events.length >= count) return;
      if (pauseMs > 0) await sleep(pauseMs);
    }
  };
  try {
    await within(`${count} events arrive`, receive(), () => `${events.length} came`);
  } finally {
    stop.abort();
  }
  assert.equal(events.length, count);
  return events;
}

async function follow(store: EventStore, options: SubscribeOptions): Promise<void> {
  for await (const batch of store.subscribe(options)) assert.ok(batch.events.length >= 0);
}

async function within<T>(what: string, promise: Promise<T>, found = (): string => 'it did not'): Promise<T> {
  const timer = new AbortController();
  const late = sleep(PATIENCE_MS, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`expected within ${PATIENCE_MS} ms: ${what}; ${found()}`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
  }
}
