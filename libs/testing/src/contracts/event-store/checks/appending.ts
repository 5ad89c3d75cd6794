import assert from 'node:assert/strict';
import { NO_STREAM, type EventStore } from '@dws/ports';
import { check } from '../check.ts';
import { appendOne, mustAppend, sampleAppend, sampleEvent, scratchStream, textsOf } from '../sample.ts';

export const APPENDING = [
  check('an append is read back as it was written, byte for byte', async (store) => {
    const stream = scratchStream();
    const append = sampleAppend(stream, NO_STREAM, ['one', 'two']);
    const result = await appendOne(store, append);
    assert.equal(result.outcome === 'appended' && result.revision, 1);
    const events = await store.read(stream);
    assert.deepEqual(
      events.map(({ id, type, data, metadata, revision, stream: name }) => ({
        name,
        revision,
        id,
        type,
        data: [...data],
        metadata: [...metadata],
      })),
      append.events.map(({ id, type, data, metadata }, revision) => ({
        name: stream,
        revision,
        id,
        type,
        data: [...data],
        metadata: [...metadata],
      })),
    );
  }),

  check('an append is not changed when the writer uses its bytes again', async (store) => {
    const stream = scratchStream();
    const append = sampleAppend(stream, NO_STREAM, ['kept']);
    await mustAppend(store, append);
    append.events[0]?.data.fill(0);
    assert.deepEqual(textsOf(await store.read(stream)), ['kept']);
  }),

  check('a stale revision conflicts, names the actual one and writes nothing', async (store) => {
    const stream = scratchStream();
    await mustAppend(store, sampleAppend(stream, NO_STREAM, ['one', 'two']));
    for (const stale of [NO_STREAM, 0, 2, 7]) {
      const result = await appendOne(store, sampleAppend(stream, stale, ['stale']));
      assert.deepEqual(result, { outcome: 'conflict', actualRevision: 1 });
    }
    assert.deepEqual(textsOf(await store.read(stream)), ['one', 'two']);
  }),

  check('a revision of a stream that does not exist conflicts with NO_STREAM', async (store) => {
    const stream = scratchStream();
    const result = await appendOne(store, sampleAppend(stream, 0, ['early']));
    assert.deepEqual(result, { outcome: 'conflict', actualRevision: NO_STREAM });
    assert.deepEqual(await store.read(stream), []);
  }),

  check('the events of one append stand together or not at all', async (store) => {
    const stream = scratchStream();
    const writers = Array.from({ length: 8 }, (_, writer) => [`${writer}-a`, `${writer}-b`, `${writer}-c`]);
    const results = await Promise.all(
      writers.map((texts) => appendOne(store, sampleAppend(stream, NO_STREAM, texts))),
    );
    const winners = writers.filter((_, index) => results[index]?.outcome === 'appended');
    assert.equal(winners.length, 1);
    assert.deepEqual(textsOf(await store.read(stream)), winners[0]);
  }),

  check('entries of one call are independent of each other', async (store) => {
    const [first, taken, last] = [scratchStream(), scratchStream(), scratchStream()];
    await mustAppend(store, sampleAppend(taken, NO_STREAM, ['before']));
    const results = await store.append([
      sampleAppend(first, NO_STREAM, ['a']),
      sampleAppend(taken, NO_STREAM, ['b']),
      sampleAppend(last, NO_STREAM, ['c', 'd']),
    ]);
    assert.deepEqual(
      results.map((result) => (result.outcome === 'appended' ? result.revision : 'conflict')),
      [0, 'conflict', 1],
    );
    assert.deepEqual((await store.readMany([first, taken, last])).map(textsOf), [
      ['a'],
      ['before'],
      ['c', 'd'],
    ]);
  }),

  check('two entries of one call to the same stream build on each other', async (store) => {
    const stream = scratchStream();
    const results = await store.append([
      sampleAppend(stream, NO_STREAM, ['a', 'b']),
      sampleAppend(stream, 1, ['c']),
      sampleAppend(stream, 1, ['late']),
    ]);
    assert.deepEqual(
      results.map((result) => (result.outcome === 'appended' ? result.revision : result)),
      [1, 2, { outcome: 'conflict', actualRevision: 2 }],
    );
    assert.deepEqual(textsOf(await store.read(stream)), ['a', 'b', 'c']);
  }),

  check('of many concurrent writers exactly one wins each revision', async (store) => {
    const stream = scratchStream();
    const writers = Array.from({ length: 24 }, (_, index) => String(index));
    const won = await Promise.all(writers.map((writer) => writeOnce(store, stream, writer)));
    assert.deepEqual(
      [...won].sort((a, b) => a - b),
      [...writers.keys()],
    );
    const events = await store.read(stream);
    assert.deepEqual(
      writers.map((writer) => textsOf(events).indexOf(writer)),
      won,
    );
    assert.equal(events.length, writers.length);
  }),

  check('a foreign event stays binary', async (store) => {
    const stream = scratchStream();
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const event = { ...sampleEvent(stream, 0), data: bytes, format: 'binary' as const };
    await mustAppend(store, { stream, expectedRevision: NO_STREAM, events: [event] });
    const [found] = await store.read(stream);
    assert.equal(found?.format, 'binary');
    assert.deepEqual([...found.data], [...bytes]);
  }),
];

/** Tries until its event stands; answers the revision it got. */
async function writeOnce(store: EventStore, stream: string, writer: string): Promise<number> {
  let expected = NO_STREAM;
  for (;;) {
    const result = await appendOne(store, sampleAppend(stream, expected, [writer]));
    if (result.outcome === 'appended') return result.revision;
    assert.ok(result.actualRevision > expected, 'a conflict names a later revision');
    expected = result.actualRevision;
  }
}
