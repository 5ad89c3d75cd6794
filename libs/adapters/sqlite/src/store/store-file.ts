import type { Buffer } from 'node:buffer';
import type { DatabaseSync } from 'node:sqlite';
import { DwsError } from '@dws/kernel';
import { openSqliteFile, writeError, type OpenedFile } from '../sqlite-file.ts';
import { slabEntries, type SlabEntry } from './append-slab.ts';
import { OUTCOME_APPENDED, OUTCOME_CONFLICT, OUTCOME_STOOD_ALREADY, type StoreOpened } from './calls.ts';
import { packedIds } from './chunk-format.ts';
import { ChunkReader } from './chunk-reader.ts';
import { STORE_FORMAT } from './store-tables.ts';
import { StreamHeads, type StreamHead } from './stream-heads.ts';

export interface SlabToWrite {
  readonly slab: Buffer;
  readonly createdAt: number;
  readonly newTypes: readonly string[];
}

/** What a commit writes beside its events, about: the pages that it changes are written whole. */
const COMMIT_BYTES = 32_768;

/** The event store's file: synchronous, for one thread. */
export class StoreFile {
  readonly reader: ChunkReader;
  readonly #path: string;
  readonly #file: OpenedFile;
  readonly #db: DatabaseSync;
  readonly #heads: StreamHeads;
  readonly #insertChunk;
  readonly #insertType;
  readonly #types: string[];
  #storedTypes: number;
  #nextPosition: number;

  /** @throws DwsError `store-in-use`, `store-corrupt`, `store-unavailable`. */
  constructor(path: string, maxBytes?: number) {
    this.#path = path;
    this.#file = openSqliteFile(path, STORE_FORMAT, { maxBytes, durableBy: 'commit' });
    this.#db = this.#file.db;
    this.#heads = new StreamHeads(this.#db);
    this.#insertChunk = this.#db.prepare('INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?)');
    this.#insertType = this.#db.prepare('INSERT INTO types VALUES (?, ?)');
    const types = this.#db.prepare('SELECT name FROM types ORDER BY number').all();
    this.#types = types.map(({ name }) => String(name));
    this.#storedTypes = this.#types.length;
    this.reader = new ChunkReader(this.#db, this.#types);
    this.#nextPosition = this.reader.nextPosition();
  }

  /** Event types by number, those of appends that failed too: their numbers stay given. */
  get types(): readonly string[] {
    return this.#types;
  }

  get opened(): StoreOpened {
    return { nextPosition: this.#nextPosition, types: [...this.#types] };
  }

  /**
   * Writes all slabs in one transaction and answers each with its entries' results.
   * @throws DwsError when the transaction failed: then nothing of any slab stands.
   */
  append(slabs: readonly SlabToWrite[]): Float64Array<ArrayBuffer>[] {
    // Numbers that the main thread has given stay given, also when this transaction fails.
    for (const { newTypes } of slabs) this.#types.push(...newTypes);
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      this.#storeTypes();
      const results = slabs.map((slab) => this.#appendSlab(slab));
      this.#db.exec('COMMIT');
      this.#storedTypes = this.#types.length;
      this.#file.checkpoints.wrote(slabs.reduce((sum, { slab }) => sum + slab.byteLength, COMMIT_BYTES));
      return results;
    } catch (error) {
      this.#rollBack();
      throw writeError(error, this.#path);
    }
  }

  /** @throws DwsError `store-corrupt`. */
  checkWhole(): void {
    const answer = Object.values(this.#db.prepare('PRAGMA integrity_check(1)').get() ?? {})[0];
    if (answer !== 'ok') throw new DwsError('store-corrupt', `${this.#path}: ${String(answer)}`);
  }

  close(): void {
    this.#file.close();
  }

  #appendSlab({ slab, createdAt }: SlabToWrite): Float64Array<ArrayBuffer> {
    const results: number[] = [];
    for (const entry of slabEntries(slab)) results.push(...this.#appendEntry(entry, createdAt));
    return Float64Array.from(results);
  }

  #appendEntry(entry: SlabEntry, createdAt: number): [outcome: number, revision: number, position: number] {
    const head = this.#heads.of(entry.stream);
    const last = entry.expectedRevision + entry.count;
    if (head.revision !== entry.expectedRevision) {
      const stoodAt = this.#standsAt(head, entry);
      if (stoodAt !== undefined) return [OUTCOME_STOOD_ALREADY, last, stoodAt];
      return [OUTCOME_CONFLICT, head.revision, 0];
    }
    if (entry.count === 0) return [OUTCOME_STOOD_ALREADY, last, this.#nextPosition - 1];
    const position = this.#nextPosition;
    const stream = this.#heads.idOf(head);
    const first = entry.expectedRevision + 1;
    this.#insertChunk.run(position, stream, first, entry.count, createdAt, entry.events);
    head.revision = last;
    this.#nextPosition += entry.count;
    return [OUTCOME_APPENDED, last, this.#nextPosition - 1];
  }

  /** Position of the entry's last event where exactly its ids stand at its revisions already. */
  #standsAt(head: StreamHead, entry: SlabEntry): number | undefined {
    const first = entry.expectedRevision + 1;
    const last = entry.expectedRevision + entry.count;
    if (head.id === undefined || first < 0 || last > head.revision) return undefined;
    const wanted = packedIds(entry.events);
    for (const stored of this.reader.eventIds(head.id, first, last)) {
      const id = wanted.next();
      if (id.done || !id.value.equals(stored.id)) return undefined;
      if (stored.revision === last) return stored.position;
    }
    return undefined;
  }

  #storeTypes(): void {
    for (let number = this.#storedTypes; number < this.#types.length; number += 1) {
      this.#insertType.run(number, this.#types[number] as string);
    }
  }

  #rollBack(): void {
    if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
    this.#heads.clear();
    this.#nextPosition = this.reader.nextPosition();
  }
}
