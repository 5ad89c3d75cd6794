import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_STREAM } from '@dws/ports';
import {
  checkBackup,
  checkRestored,
  makeBackup,
  restoreBackup,
  SqliteEventStore,
  SqliteMessageLog,
} from './index.ts';

const clock = { now: () => Date.UTC(2026, 2, 1) };
const AT = '2026-03-01T00:00:00.000Z';
let folder: string;
let data: string;
let target: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dws-backup-'));
  [data, target] = [join(folder, 'data'), join(folder, 'backup')];
});
afterEach(() => rmSync(folder, { recursive: true }));

const openStore = (path = data) => SqliteEventStore.open({ path: join(path, 'events.db'), clock });
const event = (number: number) => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  type: 'planned',
  data: new TextEncoder().encode(`{"n":${number}}`),
  metadata: new Uint8Array(0),
});

/** A backup that was taken while the store worked on. */
async function backedUp(): Promise<void> {
  const [store, log] = [
    await openStore(),
    await SqliteMessageLog.open({ path: join(data, 'messages.db'), clock }),
  ];
  await log.admin.create([{ name: 't', partitions: 1, replicationFactor: 1, config: {} }]);
  await log.publish([{ topic: 't', key: 'k', headers: {}, value: new Uint8Array(3) }]);
  await store.append([{ stream: 'case-1', expectedRevision: NO_STREAM, events: [event(1), event(2)] }]);
  const note = await makeBackup(data, target, AT);
  expect([note.takenAt, note.events, Object.keys(note.files)]).toEqual([AT, 2, ['messages.db', 'events.db']]);
  await store.append([{ stream: 'case-1', expectedRevision: 1, events: [event(3)] }]);
  await Promise.all([store.close(), log.close()]);
}

describe('a backup', () => {
  it('is what stood when it was taken, and comes back as that', async () => {
    await backedUp();
    const elsewhere = join(folder, 'elsewhere');
    await restoreBackup(target, elsewhere);
    expect(await checkRestored(join(elsewhere, 'events.db'))).toMatchObject({ events: 2 });
    expect(await checkRestored(join(elsewhere, 'events.db'))).toBeNull();
    const store = await openStore(elsewhere);
    expect((await store.read('case-1')).map(({ id }) => id)).toEqual([event(1).id, event(2).id]);
    await store.close();
    const log = await SqliteMessageLog.open({ path: join(elsewhere, 'messages.db'), clock });
    expect(await log.peek('t', 0, '0', 9)).toHaveLength(1);
    await log.close();
  });

  it('is not written over another, nor restored over a store', async () => {
    await backedUp();
    await expect(makeBackup(data, target, AT)).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(restoreBackup(target, data)).rejects.toMatchObject({ code: 'store-in-use' });
  });

  it.each([
    [
      'a changed byte',
      (path: string) => {
        const bytes = readFileSync(path);
        bytes[bytes.length - 100] = (bytes.at(-100) ?? 0) ^ 1;
        writeFileSync(path, bytes);
      },
    ],
    ['a cut end', (path: string) => truncateSync(path, 16_384)],
  ])('with %s is refused, and nothing is put in place', async (_, damage) => {
    await backedUp();
    damage(join(target, 'events.db'));
    await expect(checkBackup(target)).rejects.toMatchObject({ code: 'store-corrupt' });
    const elsewhere = join(folder, 'elsewhere');
    await expect(restoreBackup(target, elsewhere)).rejects.toMatchObject({ code: 'store-corrupt' });
    await expect(checkRestored(join(elsewhere, 'events.db'))).resolves.toBeNull();
  });

  it('that was damaged on its way into place is found at the start', async () => {
    await backedUp();
    const elsewhere = join(folder, 'elsewhere');
    await restoreBackup(target, elsewhere);
    truncateSync(join(elsewhere, 'events.db'), 16_384);
    await expect(checkRestored(join(elsewhere, 'events.db'))).rejects.toMatchObject({
      code: 'store-corrupt',
    });
    // Until somebody has mended it.
    await expect(checkRestored(join(elsewhere, 'events.db'))).rejects.toMatchObject({
      code: 'store-corrupt',
    });
  });

  it('needs a store', async () => {
    await expect(makeBackup(data, target, AT)).rejects.toMatchObject({ code: 'file-unreadable' });
    await expect(checkBackup(target)).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});
