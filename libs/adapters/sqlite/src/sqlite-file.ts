import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DwsError } from '@dws/kernel';
import { Checkpoints } from './checkpoints.ts';

export interface FileFormat {
  /** Marks the file as ours in its header (`PRAGMA application_id`). */
  readonly applicationId: number;
  /** `PRAGMA user_version`; a file of another version is refused. */
  readonly version: number;
  readonly tables: string;
}

export interface OpenedFile {
  readonly db: DatabaseSync;
  readonly checkpoints: Checkpoints;
  close(): void;
}

/** Files up to this size are checked page by page on start; larger ones would delay it by more than a second. */
const FULL_CHECK_BYTES = 256 * 1024 * 1024;
/** Larger than the default: events of some hundred bytes then need no overflow pages. */
const PAGE_BYTES = 16_384;
const CACHE_KIB = 65_536;

export interface OpeningOptions {
  /** The file grows no further; writes then fail as on a full disk. Default: the disk's end. */
  readonly maxBytes?: number | undefined;
  /**
   * `commit`: every commit is on the disk when it returns. `owner`: commits reach the disk in their order, and those
   * that the owner has not synced may be lost together when the power fails; never one without the later ones.
   */
  readonly durableBy: 'commit' | 'owner';
}

/**
 * Opens a database for one owner.
 *
 * The owner holds a lock on `<path>.lock`, an empty database in an exclusive transaction: the operating system
 * drops it with the process, so a SIGKILL leaves nothing stale behind.
 * @throws DwsError `store-in-use`, `store-corrupt`, `store-unavailable`.
 */
export function openSqliteFile(path: string, format: FileFormat, options: OpeningOptions): OpenedFile {
  const { maxBytes = Infinity, durableBy } = options;
  mkdirSync(dirname(path), { recursive: true });
  const lock = takeLock(path);
  try {
    const isNew = !existsSync(path);
    const db = new DatabaseSync(path);
    try {
      db.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA journal_mode = WAL`);
      db.exec(`PRAGMA synchronous = ${durableBy === 'commit' ? 'FULL' : 'NORMAL'}`);
      db.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
      if (maxBytes < Infinity) db.exec(`PRAGMA max_page_count = ${Math.ceil(maxBytes / PAGE_BYTES)}`);
      if (isNew || isEmpty(db)) create(db, format);
      check(db, path, format);
    } catch (error) {
      db.close();
      throw error;
    }
    const checkpoints = new Checkpoints(path, db);
    return {
      db,
      checkpoints,
      close: () => {
        checkpoints.stop();
        db.close();
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    throw openingError(error, path);
  }
}

function takeLock(path: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(`${path}.lock`);
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (sqliteCode(error) === SQLITE_BUSY) {
      throw new DwsError('store-in-use', `another process or thread has ${path} open`, { path }, error);
    }
    throw openingError(error, path);
  }
}

function isEmpty(db: DatabaseSync): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
}

function create(db: DatabaseSync, format: FileFormat): void {
  db.exec(`BEGIN; ${format.tables};
    PRAGMA application_id = ${format.applicationId}; PRAGMA user_version = ${format.version}; COMMIT`);
}

function check(db: DatabaseSync, path: string, format: FileFormat): void {
  const found = [pragma(db, 'application_id'), pragma(db, 'user_version')].join('/');
  const expected = `${format.applicationId}/${format.version}`;
  if (found !== expected) {
    throw new DwsError('store-corrupt', `${path}: expected format ${expected}, found ${found}`, {
      path,
      expected,
      found,
    });
  }
  if (Number(pragma(db, 'page_count')) * Number(pragma(db, 'page_size')) > FULL_CHECK_BYTES) return;
  const answer = String(pragma(db, 'quick_check(1)'));
  if (answer !== 'ok') throw new DwsError('store-corrupt', `${path}: ${answer}`, { path });
}

function pragma(db: DatabaseSync, name: string): unknown {
  return Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
}

const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;

/** SQLite's primary result code, where `error` carries one. */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

function openingError(error: unknown, path: string): unknown {
  if (error instanceof DwsError) return error;
  const code = sqliteCode(error);
  const message = `${path}: ${error instanceof Error ? error.message : String(error)}`;
  if (code === SQLITE_CORRUPT || code === SQLITE_NOTADB) {
    return new DwsError('store-corrupt', message, { path }, error);
  }
  return new DwsError('store-unavailable', message, { path }, error);
}

/** The platform's error for a write that SQLite refused; the transaction is rolled back and nothing stands. */
export function writeError(error: unknown, path: string): DwsError {
  if (error instanceof DwsError) return error;
  const code = sqliteCode(error);
  const message = error instanceof Error ? error.message : String(error);
  if (code === SQLITE_FULL) {
    return new DwsError(
      'store-unavailable',
      `${path}: the disk is full, nothing was written`,
      { path },
      error,
    );
  }
  if (code === SQLITE_CORRUPT || code === SQLITE_NOTADB) {
    return new DwsError('store-corrupt', `${path}: ${message}`, { path }, error);
  }
  return new DwsError('store-outcome-unknown', `${path}: the write failed: ${message}`, { path }, error);
}
