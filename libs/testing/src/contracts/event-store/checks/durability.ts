import assert from 'node:assert/strict';
import { NO_STREAM, type RecordedEvent } from '@dws/ports';
import { checkWithReopen } from '../check.ts';
import { appendOne, mustAppend, sampleAppend, scratchStream, textsOf, wholeLog } from '../sample.ts';

export const DURABILITY = [
  checkWithReopen('what was acknowledged is there after a restart, at the same places', async (underTest) => {
    const prefix = scratchStream('restart');
    const streams = [`${prefix}-1`, `${prefix}-2`];
    const [one = '', two = ''] = streams;
    const { store } = underTest;
    const append = sampleAppend(one, NO_STREAM, ['a', 'b']);
    const first = await appendOne(store, append);
    await mustAppend(store, sampleAppend(two, NO_STREAM, ['c']));
    const before = await store.readMany(streams);
    const head = await store.head();

    const reopened = await underTest.reopen();
    assert.deepEqual(places(await reopened.readMany(streams)), places(before));
    assert.deepEqual(await reopened.head(), head);
    assert.deepEqual(await appendOne(reopened, append), first);
    assert.deepEqual(await appendOne(reopened, sampleAppend(two, NO_STREAM, ['late'])), {
      outcome: 'conflict',
      actualRevision: 0,
    });
    await mustAppend(reopened, sampleAppend(one, 1, ['d']));
    assert.deepEqual(textsOf(await wholeLog(reopened, { streamPrefixes: [prefix] })), ['a', 'b', 'c', 'd']);
    assert.deepEqual(textsOf(await reopened.read(one, { from: 1 })), ['b', 'd']);
    assert.deepEqual(textsOf(await reopened.read(one, { direction: 'backwards', limit: 2 })), ['d', 'b']);
  }),
];

function places(streams: readonly (readonly RecordedEvent[])[]): unknown {
  return streams.map((events) =>
    events.map(({ id, type, revision, position, data }) => ({
      id,
      type,
      revision,
      position,
      data: [...data],
    })),
  );
}
