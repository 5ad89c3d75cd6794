import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DatabaseSync } from 'node:sqlite';
import { DwsError } from '@dws/kernel';
import { copyStore } from './store/copy-store.ts';
import { STORE_FORMAT } from './store/store-tables.ts';

/**
 * In this order: a log that is older than the store tells again what the store knows, which does nothing twice. The
 * other way round its readers would have passed over what the store never heard of.
 */
const FILES = ['messages.db', 'events.db'] as const;
const STORE = 'events.db';
const NOTE = 'backup.json';
/** Stands beside a restored store until its first start has found it to be what the backup was. */
const MARK = 'restored.json';

export interface BackupNote {
  readonly takenAt: string;
  /** Events in the store. */
  readonly events: number;
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
}

/**
 * Copies store and log of a data folder, as they stand, to a new folder, whoever works on them meanwhile.
 * @throws DwsError `file-unreadable` (no store there), `store-unavailable` (the target exists or cannot be written)
 */
export async function makeBackup(data: string, target: string, takenAt: string): Promise<BackupNote> {
  if (!existsSync(join(data, STORE)))
    throw new DwsError('file-unreadable', `expected a store at ${join(data, STORE)}, found none`);
  if (existsSync(target))
    throw new DwsError('store-unavailable', `expected ${target} not to be there yet`, { target });
  const draft = `${target}.draft`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  try {
    const files: Record<string, { bytes: number; sha256: string }> = {};
    for (const name of FILES) {
      if (!existsSync(join(data, name))) continue;
      await copyStore(join(data, name), join(draft, name));
      files[name] = await measured(join(draft, name));
    }
    const note: BackupNote = { takenAt, events: eventsIn(join(draft, STORE)), files };
    await writeFile(join(draft, NOTE), `${JSON.stringify(note, null, 2)}\n`);
    await rename(draft, target);
    return note;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/** Reads all of a backup and holds it to its note. @throws DwsError `file-unreadable`, `store-corrupt` naming the file */
export async function checkBackup(folder: string): Promise<BackupNote> {
  const note = await readNote(join(folder, NOTE));
  for (const [name, expected] of Object.entries(note.files)) {
    const found = await measured(join(folder, name));
    if (found.sha256 !== expected.sha256)
      throw corrupt(join(folder, name), `expected SHA-256 ${expected.sha256}, found ${found.sha256}`);
  }
  assertEvents(join(folder, STORE), note);
  return note;
}

/**
 * Puts a backup in place as a data folder's store and log, after checking it. The next start checks it again.
 * @throws DwsError as `checkBackup`; `store-in-use` where a store is there already
 */
export async function restoreBackup(folder: string, data: string): Promise<BackupNote> {
  const note = await checkBackup(folder);
  await mkdir(data, { recursive: true });
  for (const name of FILES)
    if (existsSync(join(data, name)))
      throw new DwsError(
        'store-in-use',
        `${join(data, name)} is there: move it away first, with its -wal and -shm`,
        {
          path: join(data, name),
        },
      );
  await writeFile(join(data, MARK), `${JSON.stringify(note, null, 2)}\n`);
  // The store last: nothing starts on half a restore.
  for (const name of FILES.filter((one) => one in note.files)) {
    const draft = join(data, `${name}.restoring`);
    await copyFile(join(folder, name), draft);
    await synced(draft);
    await rename(draft, join(data, name));
  }
  return note;
}

/**
 * At the start of whoever owns the store: a restored one is read whole and held to its backup's note, once.
 * @param store path of the store's file. @returns the note, or null where nothing was restored
 * @throws DwsError `store-corrupt`
 */
export async function checkRestored(store: string): Promise<BackupNote | null> {
  const mark = join(dirname(store), MARK);
  if (!existsSync(mark)) return null;
  const note = await readNote(mark);
  assertEvents(store, note);
  await rm(mark);
  return note;
}

function assertEvents(path: string, note: BackupNote): void {
  const found = eventsIn(path);
  if (found !== note.events) throw corrupt(path, `expected ${note.events} events, found ${found}`);
}

/** Checks every page and index, and counts. @throws DwsError `store-corrupt` */
function eventsIn(path: string): number {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { readOnly: true });
    const value = (sql: string): unknown => Object.values(db?.prepare(sql).get() ?? {})[0];
    if (value('PRAGMA application_id') !== STORE_FORMAT.applicationId)
      throw corrupt(path, 'it is no event store');
    const answer = String(value('PRAGMA integrity_check(1)'));
    if (answer !== 'ok') throw corrupt(path, answer);
    return Number(value('SELECT coalesce(sum(count), 0) FROM chunks'));
  } catch (error) {
    if (error instanceof DwsError) throw error;
    throw corrupt(path, error instanceof Error ? error.message : String(error));
  } finally {
    db?.close();
  }
}

async function readNote(path: string): Promise<BackupNote> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as BackupNote;
  } catch (error) {
    throw new DwsError('file-unreadable', `expected a backup's note at ${path}`, { path }, error);
  }
}

async function measured(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
    return { bytes: (await stat(path)).size, sha256: hash.digest('hex') };
  } catch (error) {
    throw new DwsError('file-unreadable', `expected a readable file at ${path}`, { path }, error);
  }
}

async function synced(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}

function corrupt(path: string, found: string): DwsError {
  return new DwsError('store-corrupt', `${path}: ${found}`, { path });
}
