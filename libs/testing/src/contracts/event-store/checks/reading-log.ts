import assert from 'node:assert/strict';
import { comparePositions, START, type Position } from '@dws/kernel';
import { END, NO_STREAM, type EventStore, type RecordedEvent } from '@dws/ports';
import { check } from '../check.ts';
import { mustAppend, sampleAppend, sampleEvent, scratchStream, textsOf, wholeLog } from '../sample.ts';

export const READING_LOG = [
  check('the log holds every event once, in one order that agrees with the streams', async (store) => {
    const prefix = scratchStream('order');
    const streams = Array.from({ length: 6 }, (_, index) => `${prefix}-${index}`);
    for (const expected of [NO_STREAM, 1, 3]) {
      await Promise.all(
        streams.map((stream) => mustAppend(store, sampleAppend(stream, expected, ['x', 'y']))),
      );
    }
    const log = await wholeLog(store, { streamPrefixes: [prefix] }, 5);
    assert.equal(log.length, 36);
    assertRising(log);
    for (const stream of streams) {
      const revisions = log.filter((event) => event.stream === stream).map(({ revision }) => revision);
      assert.deepEqual(revisions, [0, 1, 2, 3, 4, 5]);
    }
    assert.deepEqual(
      log.map(({ stream, revision, id }) => [stream, revision, id]),
      (await store.readMany(streams))
        .flat()
        .sort((a, b) => comparePositions(a.position, b.position))
        .map(({ stream, revision, id }) => [stream, revision, id]),
    );
  }),

  check('an append answers the position of its last event', async (store) => {
    const stream = scratchStream();
    const position = await mustAppend(store, sampleAppend(stream, NO_STREAM, ['a', 'b']));
    const [last] = await store.read(stream, { direction: 'backwards', limit: 1 });
    assert.deepEqual(last?.position, position);
    assert.ok(
      comparePositions(await store.head(), position) >= 0,
      'head is not before an acknowledged append',
    );
  }),

  check('the log is read exclusive of where it was read to', async (store) => {
    const prefix = scratchStream('exclusive');
    const positions: Position[] = [];
    for (const text of ['a', 'b', 'c']) {
      positions.push(await mustAppend(store, sampleAppend(`${prefix}-${text}`, NO_STREAM, [text])));
    }
    const filter = { streamPrefixes: [prefix] };
    const [first, second, third] = positions as [Position, Position, Position];
    assert.deepEqual(textsOf(await wholeLog(store, filter, 10, first)), ['b', 'c']);
    assert.deepEqual(textsOf(await wholeLog(store, filter, 1, second)), ['c']);
    assert.deepEqual((await store.readAll(third, 10, filter)).events, []);
  }),

  check('the middle of an append is a place to go on from', async (store) => {
    const stream = scratchStream();
    await mustAppend(store, sampleAppend(stream, NO_STREAM, ['a', 'b', 'c']));
    const [first] = await store.read(stream, { limit: 1 });
    const rest = await wholeLog(store, { streamPrefixes: [stream] }, 10, first?.position);
    assert.deepEqual(textsOf(rest), ['b', 'c']);
  }),

  check('a filter takes stream prefixes, event types, and both together', async (store) => {
    const prefix = scratchStream('filter');
    await fill(store, prefix);
    const one = `${prefix}-one`;
    const read = async (filter: object): Promise<string> =>
      textsOf(await wholeLog(store, filter, 3)).join('');
    assert.equal(await read({ streamPrefixes: [prefix] }), 'abcdef');
    assert.equal(await read({ streamPrefixes: [one] }), 'abcd');
    assert.equal(await read({ streamPrefixes: [one, `${prefix}-two`] }), 'abcdef');
    assert.equal(await read({ streamPrefixes: [prefix], eventTypes: ['even'] }), 'bdf');
    assert.equal(await read({ streamPrefixes: [one], eventTypes: ['odd', 'even'] }), 'abcd');
    assert.equal(await read({ streamPrefixes: [one], eventTypes: ['odd'] }), 'ac');
    assert.equal(await read({ streamPrefixes: [prefix], eventTypes: ['none'] }), '');
  }),

  check('what a filter left out was considered all the same', async (store) => {
    const before = await store.head();
    const last = await mustAppend(store, sampleAppend(scratchStream(), NO_STREAM, ['a', 'b', 'c']));
    let after = before;
    for (let calls = 0; comparePositions(after, last) < 0; calls += 1) {
      assert.ok(calls < 100, 'expected to reach the end of the log');
      const batch = await store.readAll(after, 10, { streamPrefixes: [scratchStream()] });
      assert.deepEqual(batch.events, []);
      assert.ok(comparePositions(batch.upTo, after) > 0, 'an empty batch gets on');
      after = batch.upTo;
    }
  }),

  check('the log is read backwards, newest first, down to its start', async (store) => {
    const prefix = scratchStream('backwards');
    await fill(store, prefix);
    for (const [eventTypes, expected] of [
      [undefined, 'fedcba'],
      [['odd'], 'eca'],
    ] as const) {
      const filter = { streamPrefixes: [prefix], ...(eventTypes && { eventTypes }) };
      const events: RecordedEvent[] = [];
      let before: Position | typeof END = END;
      while (before !== START && (before === END || comparePositions(before, START) !== 0)) {
        const batch = await store.readAllBackwards(before, 2, filter);
        assert.ok(batch.events.length <= 2);
        if (before !== END) assert.ok(comparePositions(batch.upTo, before) < 0, 'each batch gets on');
        events.push(...batch.events);
        before = batch.upTo;
      }
      assert.equal(textsOf(events).join(''), expected);
      assertRising(events.reverse());
    }
  }),

  check('reading backwards is exclusive too', async (store) => {
    const stream = scratchStream();
    await mustAppend(store, sampleAppend(stream, NO_STREAM, ['a', 'b', 'c']));
    const last = (await store.read(stream))[2]?.position as Position;
    const batch = await store.readAllBackwards(last, 1, { streamPrefixes: [stream] });
    assert.deepEqual(textsOf(batch.events), ['b']);
  }),
];

/** `<prefix>-one` gets a b c d, `<prefix>-two` e f; types `odd` and `even` take turns. */
async function fill(store: EventStore, prefix: string): Promise<void> {
  const places = ['a', 'b', 'c', 'd', 'e', 'f'].map((text, index) => ({
    text,
    type: index % 2 === 0 ? 'odd' : 'even',
  }));
  for (const [stream, part] of [
    [`${prefix}-one`, places.slice(0, 4)],
    [`${prefix}-two`, places.slice(4)],
  ] as const) {
    const events = part.map(({ text, type }, revision) => sampleEvent(stream, revision, text, type));
    await mustAppend(store, { stream, expectedRevision: NO_STREAM, events });
  }
}

function assertRising(events: readonly RecordedEvent[]): void {
  for (const [index, event] of events.entries()) {
    const next = events[index + 1];
    if (next) assert.ok(comparePositions(event.position, next.position) < 0, 'positions rise');
  }
}
