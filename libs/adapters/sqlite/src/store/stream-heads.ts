import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { NO_STREAM } from '@dws/ports';
import { TwoGenerationCache } from './two-generation-cache.ts';

/** Where a stream ends. */
export interface StreamHead {
  readonly name: string;
  /** Missing until the stream's first event is written. */
  id: number | undefined;
  revision: number;
}

/** Streams whose number and end are kept in memory, so that an append reads nothing. About 200 bytes each. */
const CACHED_STREAMS = 100_000;

export class StreamHeads {
  readonly #cache = new TwoGenerationCache<string, StreamHead>(CACHED_STREAMS);
  readonly #select: StatementSync;
  readonly #insert: StatementSync;

  constructor(db: DatabaseSync) {
    this.#select = db.prepare(`
      SELECT s.id, c.revision + c.count - 1 AS revision FROM streams s JOIN chunks c ON c.stream = s.id
      WHERE s.name = ? ORDER BY c.revision DESC LIMIT 1`);
    this.#insert = db.prepare('INSERT INTO streams (name) VALUES (?)');
  }

  /** The writer moves `revision` on as it appends. */
  of(name: string): StreamHead {
    const cached = this.#cache.get(name);
    if (cached) return cached;
    const row = this.#select.get(name);
    const head = row
      ? { name, id: Number(row['id']), revision: Number(row['revision']) }
      : { name, id: undefined, revision: NO_STREAM };
    this.#cache.set(name, head);
    return head;
  }

  /** The stream's number; gives it one where it has none. */
  idOf(head: StreamHead): number {
    head.id ??= Number(this.#insert.run(head.name).lastInsertRowid);
    return head.id;
  }

  /** After a rollback nothing that was remembered can be trusted. */
  clear(): void {
    this.#cache.clear();
  }
}
