import assert from 'node:assert/strict';
import { NO_STREAM, type ReadOptions } from '@dws/ports';
import { check } from '../check.ts';
import { mustAppend, sampleAppend, scratchStream, textsOf } from '../sample.ts';

/** Of a stream that holds 0 to 5, in appends of 1, 2 and 3 events. */
const READS: readonly (readonly [options: ReadOptions, expected: string])[] = [
  [{}, '012345'],
  [{ direction: 'forwards' }, '012345'],
  [{ from: 2 }, '2345'],
  [{ from: 5 }, '5'],
  [{ from: 6 }, ''],
  [{ limit: 1 }, '0'],
  [{ limit: 4 }, '0123'],
  [{ from: 1, limit: 3 }, '123'],
  [{ from: 4, limit: 100 }, '45'],
  [{ direction: 'backwards' }, '543210'],
  [{ direction: 'backwards', from: 3 }, '3210'],
  [{ direction: 'backwards', from: 0 }, '0'],
  [{ direction: 'backwards', limit: 1 }, '5'],
  [{ direction: 'backwards', limit: 4 }, '5432'],
  [{ direction: 'backwards', from: 4, limit: 2 }, '43'],
];

export const READING = [
  check('a stream is read from any revision, in both directions, to any length', async (store) => {
    const stream = scratchStream();
    await mustAppend(store, sampleAppend(stream, NO_STREAM, ['0']));
    await mustAppend(store, sampleAppend(stream, 0, ['1', '2']));
    await mustAppend(store, sampleAppend(stream, 2, ['3', '4', '5']));
    for (const [options, expected] of READS) {
      const events = await store.read(stream, options);
      assert.equal(textsOf(events).join(''), expected, JSON.stringify(options));
      assert.deepEqual(
        events.map(({ revision }) => String(revision)),
        textsOf(events),
      );
    }
  }),

  check('a stream that does not exist is empty', async (store) => {
    assert.deepEqual(await store.read(scratchStream()), []);
    assert.deepEqual(await store.read(scratchStream(), { direction: 'backwards', limit: 1 }), []);
  }),

  check('readMany answers whole streams in the order asked', async (store) => {
    const [one, missing, two] = [scratchStream(), scratchStream(), scratchStream()];
    await mustAppend(store, sampleAppend(one, NO_STREAM, ['a']));
    await mustAppend(store, sampleAppend(two, NO_STREAM, ['b', 'c']));
    await mustAppend(store, sampleAppend(one, 0, ['d']));
    const found = await store.readMany([two, missing, one, two]);
    assert.deepEqual(found.map(textsOf), [['b', 'c'], [], ['a', 'd'], ['b', 'c']]);
    assert.deepEqual(await store.readMany([]), []);
  }),

  check('what was appended is read at once', async (store) => {
    const stream = scratchStream();
    for (let revision = 0; revision < 20; revision += 1) {
      await mustAppend(store, sampleAppend(stream, revision - 1, [String(revision)]));
      const [last] = await store.read(stream, { direction: 'backwards', limit: 1 });
      assert.equal(last?.revision, revision);
    }
  }),
];
