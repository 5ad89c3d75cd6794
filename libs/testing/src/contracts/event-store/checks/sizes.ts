import assert from 'node:assert/strict';
import { isDwsError } from '@dws/kernel';
import { MAX_APPEND_BYTES, NO_STREAM } from '@dws/ports';
import { check } from '../check.ts';
import { appendOne, mustAppend, sampleAppend, sampleEvent, scratchStream, textsOf } from '../sample.ts';

/** Room for the envelope of a protocol, which counts in the limit of some stores. */
const ENVELOPE_BYTES = 16_384;

export const SIZES = [
  check('text of every script is kept, in streams, types and data', async (store) => {
    const stream = scratchStream('Straße-日本-🎉');
    const text = 'ẞ \u0000 \u2028 "quoted" \\ 𝄞 עברית';
    const event = sampleEvent(stream, 0, text, 'geprüft-済');
    await mustAppend(store, { stream, expectedRevision: NO_STREAM, events: [event] });
    const events = await store.read(stream);
    assert.deepEqual(textsOf(events), [text]);
    assert.equal(events[0]?.type, 'geprüft-済');
    assert.equal(events[0].stream, stream);
  }),

  check('an append just under the limit is kept whole', async (store) => {
    const stream = scratchStream();
    const text = 'x'.repeat(MAX_APPEND_BYTES - ENVELOPE_BYTES);
    await mustAppend(store, sampleAppend(stream, NO_STREAM, [text]));
    assert.deepEqual(textsOf(await store.read(stream)), [text]);
  }),

  check('an append over the limit is refused as event-too-large and changes nothing', async (store) => {
    const stream = scratchStream();
    const half = 'x'.repeat(MAX_APPEND_BYTES / 2 + 1);
    for (const texts of [[half + half], [half, half]]) {
      await assert.rejects(appendOne(store, sampleAppend(stream, NO_STREAM, texts)), (error) =>
        isDwsError(error, 'event-too-large'),
      );
    }
    assert.deepEqual(await store.read(stream), []);
    await mustAppend(store, sampleAppend(stream, NO_STREAM, ['small']));
  }),
];
