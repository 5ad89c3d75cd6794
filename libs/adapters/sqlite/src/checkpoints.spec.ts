import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventIdOf, sha256 } from '@dws/kernel';
import { expect, it } from 'vitest';
import { SqliteEventStore } from './store/sqlite-event-store.ts';

const MEBIBYTE = 1024 * 1024;
const options = (folder: string) => ({ path: join(folder, 'events.db'), clock: { now: () => 0 } });

it('the write-ahead log stays short however much is written, and nothing in it is lost', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dws-checkpoints-'));
  let store = await SqliteEventStore.open(options(folder));
  const data = Buffer.from(JSON.stringify({ text: 'x'.repeat(MEBIBYTE / 2) }));
  let longest = 0;
  for (let index = 0; index < 160; index += 1) {
    const id = eventIdOf(`case-${index}`, 0, sha256(data));
    const event = { id, type: 'planned', data, metadata: Buffer.from('{}') };
    await store.append([{ stream: `case-${index}`, expectedRevision: -1, events: [event] }]);
    longest = Math.max(longest, (await stat(join(folder, 'events.db-wal'))).size);
  }
  // 80 MiB were written; a log that is never begun anew holds them all.
  expect(longest).toBeLessThan(40 * MEBIBYTE);
  await store.close();
  store = await SqliteEventStore.open({ ...options(folder), recentBytes: 0 });
  const streams = await store.readMany(Array.from({ length: 160 }, (_, index) => `case-${index}`));
  expect(streams.map((events) => events.length)).toEqual(new Array(160).fill(1));
  await store.close();
  await rm(folder, { recursive: true });
}, 60_000);
