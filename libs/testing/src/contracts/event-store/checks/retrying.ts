import assert from 'node:assert/strict';
import { NO_STREAM } from '@dws/ports';
import { check } from '../check.ts';
import { appendOne, mustAppend, sampleAppend, sampleEvent, scratchStream, textsOf } from '../sample.ts';

export const RETRYING = [
  check('an identical append is answered as before and written once', async (store) => {
    const stream = scratchStream();
    const append = sampleAppend(stream, NO_STREAM, ['one', 'two']);
    const first = await appendOne(store, append);
    assert.deepEqual(await appendOne(store, append), first);
    assert.deepEqual(textsOf(await store.read(stream)), ['one', 'two']);
  }),

  check('an identical append is recognised after later ones', async (store) => {
    const stream = scratchStream();
    await mustAppend(store, sampleAppend(stream, NO_STREAM, ['zero']));
    const append = sampleAppend(stream, 0, ['one', 'two']);
    const first = await appendOne(store, append);
    await mustAppend(store, sampleAppend(stream, 2, ['three', 'four']));
    assert.deepEqual(await appendOne(store, append), first);
    assert.deepEqual(textsOf(await store.read(stream)), ['zero', 'one', 'two', 'three', 'four']);
  }),

  check('a repeat may cover parts of what was appended', async (store) => {
    const stream = scratchStream();
    await mustAppend(store, sampleAppend(stream, NO_STREAM, ['zero', 'one', 'two']));
    const result = await appendOne(store, sampleAppend(stream, 0, ['one']));
    assert.equal(result.outcome === 'appended' && result.revision, 1);
    assert.equal((await store.read(stream)).length, 3);
  }),

  check('identical appends in flight together are written once', async (store) => {
    const stream = scratchStream();
    const append = sampleAppend(stream, NO_STREAM, ['one', 'two']);
    const apart = await Promise.all([appendOne(store, append), appendOne(store, append)]);
    const together = await store.append([append, append]);
    for (const result of [...apart, ...together]) assert.deepEqual(result, apart[0]);
    assert.deepEqual(textsOf(await store.read(stream)), ['one', 'two']);
  }),

  check('an append that was only partly there before conflicts', async (store) => {
    const stream = scratchStream();
    await mustAppend(store, sampleAppend(stream, NO_STREAM, ['one', 'two']));
    const longer = await appendOne(store, sampleAppend(stream, NO_STREAM, ['one', 'two', 'three']));
    const other = await appendOne(store, sampleAppend(stream, NO_STREAM, ['one', 'other']));
    assert.deepEqual(longer, { outcome: 'conflict', actualRevision: 1 });
    assert.deepEqual(other, { outcome: 'conflict', actualRevision: 1 });
    assert.deepEqual(textsOf(await store.read(stream)), ['one', 'two']);
  }),

  check('ids that stand at other revisions conflict', async (store) => {
    const stream = scratchStream();
    await mustAppend(store, sampleAppend(stream, NO_STREAM, ['zero', 'one', 'two']));
    const moved = { stream, expectedRevision: NO_STREAM, events: [sampleEvent(stream, 1, 'one')] };
    assert.deepEqual(await appendOne(store, moved), { outcome: 'conflict', actualRevision: 2 });
  }),

  check('an id is known within its stream only', async (store) => {
    const [one, other] = [scratchStream(), scratchStream()];
    const event = sampleEvent(one, 0, 'shared');
    await mustAppend(store, { stream: one, expectedRevision: NO_STREAM, events: [event] });
    await mustAppend(store, { stream: other, expectedRevision: NO_STREAM, events: [event] });
    assert.deepEqual((await store.readMany([one, other])).map(textsOf), [['shared'], ['shared']]);
  }),
];
