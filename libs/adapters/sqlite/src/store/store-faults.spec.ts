import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';
import { eventIdOf, sha256, START } from '@dws/kernel';
import type { Append } from '@dws/ports';
import { SqliteEventStore } from './sqlite-event-store.ts';

const folder = await mkdtemp(join(tmpdir(), 'dws-faults-'));
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
const fresh = (): string => join(folder, `${(files += 1)}.db`);
const clock = { now: () => 1_772_357_400_000 };

function append(stream: string, revision: number, bytes = 10): Append {
  const data = new Uint8Array(bytes).fill(revision);
  const id = eventIdOf(stream, revision, sha256(data));
  return {
    stream,
    expectedRevision: revision - 1,
    events: [{ id, type: 'tried', data, metadata: new Uint8Array() }],
  };
}

/** Appends to one stream for ever; prints each revision once it is acknowledged. */
const WRITER = `
  const { SqliteEventStore } = await import(process.argv[1]);
  const { randomUUID } = await import('node:crypto');
  const store = await SqliteEventStore.open({ path: process.argv[2], clock: Date });
  for (let revision = 0; ; revision += 1) {
    const event = () => ({ id: randomUUID(), type: 'tried', data: new Uint8Array(900), metadata: new Uint8Array() });
    const stream = 'killed';
    const expectedRevision = revision * 3 - 1;
    await store.append([{ stream, expectedRevision, events: [event(), event(), event()] }]);
    console.log(expectedRevision + 3);
  }`;

describe('the embedded event store', () => {
  it('keeps what it acknowledged when its process is killed, and is free for the next', async () => {
    const path = fresh();
    const module = new URL('./sqlite-event-store.ts', import.meta.url).href;
    const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER, module, path]);
    let acknowledged = -1;
    for await (const line of createInterface(child.stdout)) {
      acknowledged = Number(line);
      if (acknowledged < 300) continue;
      await expect(SqliteEventStore.open({ path, clock })).rejects.toMatchObject({ code: 'store-in-use' });
      break;
    }
    child.kill('SIGKILL');
    await once(child, 'exit');
    const store = await SqliteEventStore.open({ path, clock });
    const events = await store.read('killed');
    expect(events.length).toBeGreaterThan(acknowledged);
    expect(events.length % 3).toBe(0);
    expect((await store.readAll(START, 10_000)).events.map(({ revision }) => revision)).toEqual([
      ...events.keys(),
    ]);
    await store.close();
  });

  it('has one owner in one process, too', async () => {
    const path = fresh();
    const store = await SqliteEventStore.open({ path, clock });
    await expect(SqliteEventStore.open({ path, clock })).rejects.toMatchObject({ code: 'store-in-use' });
    await store.append([append('s', 0)]);
    await store.close();
    await (await SqliteEventStore.open({ path, clock })).close();
  });

  it('refuses a file that is not a store, or not one of this format', async () => {
    const [text, other] = [fresh(), fresh()];
    await writeFile(text, 'this is a letter, not a database. '.repeat(100));
    await expect(SqliteEventStore.open({ path: text, clock })).rejects.toMatchObject({
      code: 'store-corrupt',
    });
    const { DatabaseSync } = await import('node:sqlite');
    const foreign = new DatabaseSync(other);
    foreign.exec('CREATE TABLE somebody (id INTEGER)');
    foreign.close();
    await expect(SqliteEventStore.open({ path: other, clock })).rejects.toMatchObject({
      code: 'store-corrupt',
    });
  });

  it('refuses a damaged file', async () => {
    const path = fresh();
    const store = await SqliteEventStore.open({ path, clock });
    for (let revision = 0; revision < 200; revision += 1) await store.append([append('s', revision, 900)]);
    await store.close();
    const file = await open(path, 'r+');
    for (let page = 3; page < 12; page += 1)
      await file.write(new Uint8Array(4_000).fill(0xff), 0, 4_000, page * 16_384);
    await file.close();
    await expect(SqliteEventStore.open({ path, clock })).rejects.toMatchObject({ code: 'store-corrupt' });
  });

  it('fails whole when the disk is full, and goes on when there is room', async () => {
    const path = fresh();
    const store = await SqliteEventStore.open({ path, clock, maxFileBytes: 2_000_000 });
    await store.append([append('s', 0)]);
    await store.append([append('s', 1, 900_000)]);
    const twice = store.append([append('t', 0, 10), append('u', 0, 900_000), append('v', 0, 900_000)]);
    await expect(twice).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('the disk is full'),
    });
    expect((await store.readMany(['t', 'u', 'v'])).flat()).toEqual([]);
    const [result] = await store.append([append('s', 2)]);
    expect(result).toEqual({ outcome: 'appended', revision: 2, position: { commit: 3n, prepare: 3n } });
    await store.close();
    const larger = await SqliteEventStore.open({ path, clock });
    expect((await larger.append([append('u', 0, 900_000)]))[0]?.outcome).toBe('appended');
    expect((await larger.read('s')).map(({ data }) => data.byteLength)).toEqual([10, 900_000, 10]);
    await larger.close();
  });

  it('is backed up while it is written to', async () => {
    const [path, target] = [fresh(), fresh()];
    const store = await SqliteEventStore.open({ path, clock });
    for (let revision = 0; revision < 100; revision += 1) await store.append([append('s', revision, 900)]);
    const backup = store.backup(target);
    for (let revision = 100; revision < 150; revision += 1) await store.append([append('s', revision, 900)]);
    await backup;
    await store.checkWhole();
    await store.close();
    const copy = await SqliteEventStore.open({ path: target, clock });
    const events = await copy.read('s');
    expect(events.length).toBeGreaterThanOrEqual(100);
    expect(events.map(({ data }) => data[0])).toEqual([...events.keys()]);
    await copy.checkWhole();
    await copy.close();
  });

  it('does not write a backup over a file that is there', async () => {
    const [path, target] = [fresh(), fresh()];
    const store = await SqliteEventStore.open({ path, clock });
    await store.append([append('s', 0)]);
    await store.backup(target);
    await expect(store.backup(target)).rejects.toMatchObject({ code: 'store-unavailable' });
    await store.close();
  });

  it('refuses what would wait for the disk beyond its bound', async () => {
    const store = await SqliteEventStore.open({ path: fresh(), clock, maxPendingBytes: 3_000 });
    const calls = [0, 1, 2, 3].map((index) => store.append([append(`s${index}`, 0, 900)]));
    await expect(calls[3]).rejects.toMatchObject({ code: 'queue-full' });
    await Promise.all(calls.slice(0, 3));
    await store.append([append('s3', 0, 900)]);
    await store.close();
  });

  it('writes what was appended before it is closed', async () => {
    const store = await SqliteEventStore.open({ path: fresh(), clock });
    const calls = Array.from({ length: 50 }, (_, index) => store.append([append(`s${index}`, 0)]));
    await new Promise((resolve) => setImmediate(resolve));
    calls.push(store.append([append('last', 0)]));
    const closed = store.close();
    const outcomes = (await Promise.all(calls)).map(([result]) => result?.outcome);
    expect(new Set(outcomes)).toEqual(new Set(['appended']));
    await closed;
  });

  it('answers store-unavailable once it is closed', async () => {
    const store = await SqliteEventStore.open({ path: fresh(), clock });
    await store.close();
    await expect(store.append([append('s', 0)])).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(store.read('s')).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});
