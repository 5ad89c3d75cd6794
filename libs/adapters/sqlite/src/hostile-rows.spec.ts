import { closedAnswer, hostileBytes } from '@dws/contracts/testing';
import { isDwsError, START } from '@dws/kernel';
import fc from 'fast-check';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { measure, packRecord, unpackRecords } from './log/record-format.ts';
import { packedSize, packEvent } from './store/chunk-format.ts';
import { PackedChunk } from './store/packed-chunk.ts';
import { SqliteEventStore } from './store/sqlite-event-store.ts';

/** Each opens a store of its own. */
const PLACES = 14;

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const bytes = fc.uint8Array({ maxLength: 40 });

const packedRecords = fc
  .array(
    fc.record({
      topic: fc.constant('t'),
      key: text,
      headers: fc.dictionary(text, text, { maxKeys: 3 }),
      value: fc.option(bytes),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((messages) =>
    Buffer.concat(
      messages.map((message) => {
        const record = measure(message, Buffer.from(message.key));
        const packed = Buffer.alloc(record.size);
        packRecord(packed, 0, record);
        return packed;
      }),
    ),
  );

const packedEvents = fc
  .array(fc.record({ id: fc.uuid(), type: fc.constant('tried'), data: bytes, metadata: bytes }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((events) => {
    const packed = Buffer.alloc(packedSize(events));
    events.reduce((offset, event) => packEvent(packed, offset, event, 0), 0);
    return { packed, count: events.length };
  });

describe('a row that a disk has changed', () => {
  it('of the message log is records, or told as damage', () => {
    fc.assert(
      fc.property(hostileBytes(packedRecords), (row) => {
        for (const { key, headers, value } of closedAnswer(() => unpackRecords(row), 'store-corrupt') ?? []) {
          expect(key.length + JSON.stringify(headers).length).toBeLessThan(row.length * 3 + 10);
          expect(value?.byteLength ?? 0).toBeLessThanOrEqual(row.length);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('of the event store is events, or told as damage', () => {
    const row = packedEvents.chain(({ packed, count }) =>
      hostileBytes(fc.constant(packed)).map((events) => ({ events, count })),
    );
    fc.assert(
      fc.property(row, ({ events, count }) => {
        const chunk = new PackedChunk('s', { position: 1, revision: 0, count, createdAt: 0, events }, [
          'tried',
        ]);
        expect(closedAnswer(() => chunk.events, 'store-corrupt')?.length ?? count).toBe(count);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a store’s file with a changed byte', () => {
  let folder = '';
  afterAll(() => rm(folder, { recursive: true }));

  it('opens and reads, or says store-corrupt: wherever the byte is', async () => {
    folder = await mkdtemp(join(tmpdir(), 'dws-bytes-'));
    const clock = { now: () => 1_772_357_400_000 };
    const whole = join(folder, 'whole.db');
    const store = await SqliteEventStore.open({ path: whole, clock });
    for (let revision = 0; revision < 40; revision += 1) {
      const id = `00000000-0000-4000-8000-${String(revision).padStart(12, '0')}`;
      const event = {
        id,
        type: `tried-${revision % 3}`,
        data: Buffer.from(`{"a":${revision}}`),
        metadata: Buffer.from('{}'),
      };
      await store.append([{ stream: 'one', expectedRevision: revision - 1, events: [event] }]);
    }
    await store.close();
    const content = await readFile(whole);
    const answers = { read: 0, refused: 0 };
    for (let index = 0; index < PLACES; index += 1) {
      const path = join(folder, `${index}.db`);
      const changed = Buffer.from(content);
      // Half of the places in the first page, where the format and the tables are named; the rest anywhere.
      const place = index % 2 === 0 ? (index * 7_919) % 16_384 : (index * 104_729) % content.length;
      changed[place] = (changed[place] ?? 0) ^ (1 + ((index * 31) % 255));
      await writeFile(path, changed);
      try {
        const opened = await SqliteEventStore.open({ path, clock });
        try {
          await opened.read('one');
          await opened.readAll(START, 1_000, { eventTypes: ['tried-1'] });
          answers.read += 1;
        } finally {
          await opened.close();
        }
      } catch (error) {
        if (!isDwsError(error)) throw error;
        expect(['store-corrupt', 'store-unavailable']).toContain(error.code);
        answers.refused += 1;
      }
    }
    expect(answers.refused).toBeGreaterThan(0);
    expect(answers.read + answers.refused).toBe(PLACES);
  });
});
