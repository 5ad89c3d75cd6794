import { rmSync } from 'node:fs';
import type { StatementSync } from 'node:sqlite';
import { isDwsError, START, type Position } from '@dws/kernel';
import { openSqliteFile, type OpenedFile } from '../sqlite-file.ts';

/** Raised whenever the same event would be indexed differently: the file is then made anew. */
const VERSION = 1;

const FORMAT = {
  applicationId: 0x64777369,
  version: VERSION,
  tables: `
    CREATE TABLE place (one INTEGER PRIMARY KEY CHECK (one = 1), commit_position TEXT, prepare_position TEXT) STRICT;
    CREATE TABLE trails (trail INTEGER PRIMARY KEY, stream TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE entries (entry INTEGER PRIMARY KEY, trail INTEGER NOT NULL, seq INTEGER NOT NULL) STRICT;
    CREATE VIRTUAL TABLE tokens USING fts5(
      held, content = '', detail = none, columnsize = 0, tokenize = "ascii")`,
};

export interface EntryToIndex {
  /** Stream of the trail. */
  readonly stream: string;
  readonly seq: number;
  /** Lower-case letters and digits. */
  readonly tokens: Iterable<string>;
}

export interface FoundEntry {
  /** Its number among all, in the order in which they were indexed, from 1. */
  readonly entry: number;
  readonly stream: string;
  readonly seq: number;
}

export interface EntriesWanted {
  /** Of every group one alternative, of that every token. No groups: every entry. */
  readonly groups: readonly (readonly (readonly string[])[])[];
  /** Only entries with a lower number. */
  readonly before: number;
  readonly limit: number;
}

/**
 * Which entries of trails hold which tokens, in a file of its own that may be thrown away at any time: a fold of the
 * store's log up to `position`. Full-text search of SQLite without its contents: the file holds no text. Synchronous, for
 * a thread of its own.
 */
export class TrailIndex {
  readonly #path: string;
  #file: OpenedFile;
  #statements: ReturnType<typeof prepare>;
  #trails = new Map<string, number>();
  #last = 0;

  private constructor(path: string, file: OpenedFile) {
    this.#path = path;
    this.#file = file;
    this.#statements = prepare(file);
    this.#begin();
  }

  /**
   * @param path `:memory:` for none. What is there and cannot be used is replaced by an empty one.
   * @throws DwsError `store-in-use` where another process has it open.
   */
  static open(path: string): TrailIndex {
    return new TrailIndex(path, openFile(path));
  }

  /** Everything up to it is indexed. */
  get position(): Position {
    const row = this.#statements.place.get() as
      { commit_position: string; prepare_position: string } | undefined;
    if (!row) return START;
    return { commit: BigInt(row.commit_position), prepare: BigInt(row.prepare_position) };
  }

  /** Entries that are indexed. */
  get entries(): number {
    return this.#last;
  }

  /** Adds entries and moves the position, both or none. */
  add(entries: readonly EntryToIndex[], upTo: Position): void {
    const { db } = this.#file;
    const { insertEntry, insertTokens, move } = this.#statements;
    const before = this.#last;
    db.exec('BEGIN');
    try {
      for (const { stream, seq, tokens } of entries) {
        this.#last += 1;
        insertEntry.run(this.#last, this.#trailOf(stream), seq);
        insertTokens.run(this.#last, [...tokens].join(' '));
      }
      move.run(String(upTo.commit), String(upTo.prepare));
      db.exec('COMMIT');
    } catch (error) {
      db.exec('ROLLBACK');
      this.#last = before;
      this.#trails.clear();
      throw error;
    }
  }

  /** Newest first. */
  find({ groups, before, limit }: EntriesWanted): readonly FoundEntry[] {
    const { every, matching } = this.#statements;
    const rows =
      groups.length === 0 ? every.all(before, limit) : matching.all(expressionOf(groups), before, limit);
    return rows as unknown as readonly FoundEntry[];
  }

  /** Empties it: the next thing indexed is the first event of the log. */
  clear(): void {
    this.#file.close();
    remove(this.#path);
    this.#file = openFile(this.#path);
    this.#statements = prepare(this.#file);
    this.#begin();
  }

  close(): void {
    this.#file.close();
  }

  #begin(): void {
    this.#trails = new Map();
    this.#last = (this.#statements.last.get() as { last: number | null }).last ?? 0;
  }

  #trailOf(stream: string): number {
    const known = this.#trails.get(stream);
    if (known !== undefined) return known;
    this.#statements.insertTrail.run(stream);
    const { trail } = this.#statements.trail.get(stream) as { trail: number };
    this.#trails.set(stream, trail);
    return trail;
  }
}

function openFile(path: string): OpenedFile {
  try {
    return tuned(openSqliteFile(path, FORMAT, { durableBy: 'owner' }));
  } catch (error) {
    if (!isDwsError(error, 'store-corrupt')) throw error;
    remove(path);
    return tuned(openSqliteFile(path, FORMAT, { durableBy: 'owner' }));
  }
}

/**
 * What a power cut takes from it is indexed again: it need not be forced to the disk. It has a thread of its own, which
 * may as well do its own checkpoints.
 */
function tuned(file: OpenedFile): OpenedFile {
  file.db.exec('PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 1000');
  file.db.exec(`INSERT INTO tokens(tokens, rank) VALUES ('automerge', 8)`);
  return file;
}

function remove(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
}

function expressionOf(groups: EntriesWanted['groups']): string {
  return groups
    .map((alternatives) => `(${alternatives.map((tokens) => `(${tokens.join(' AND ')})`).join(' OR ')})`)
    .join(' AND ');
}

function prepare({
  db,
}: OpenedFile): Record<
  'place' | 'move' | 'last' | 'trail' | 'insertTrail' | 'insertEntry' | 'insertTokens' | 'every' | 'matching',
  StatementSync
> {
  const shown = 'entries.entry AS entry, stream, seq';
  return {
    place: db.prepare('SELECT commit_position, prepare_position FROM place'),
    move: db.prepare('INSERT OR REPLACE INTO place VALUES (1, ?, ?)'),
    last: db.prepare('SELECT max(entry) AS last FROM entries'),
    trail: db.prepare('SELECT trail FROM trails WHERE stream = ?'),
    insertTrail: db.prepare('INSERT OR IGNORE INTO trails (stream) VALUES (?)'),
    insertEntry: db.prepare('INSERT INTO entries VALUES (?, ?, ?)'),
    insertTokens: db.prepare('INSERT INTO tokens (rowid, held) VALUES (?, ?)'),
    every: db.prepare(`SELECT ${shown} FROM entries JOIN trails USING (trail)
      WHERE entry < ? ORDER BY entry DESC LIMIT ?`),
    matching:
      db.prepare(`SELECT ${shown} FROM tokens CROSS JOIN entries ON entry = tokens.rowid JOIN trails USING (trail)
      WHERE tokens MATCH ? AND tokens.rowid < ? ORDER BY tokens.rowid DESC LIMIT ?`),
  };
}
