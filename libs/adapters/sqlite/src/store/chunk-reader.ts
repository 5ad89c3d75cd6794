import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EventFilter } from '@dws/ports';
import type { ChunkRow, NamedChunkRow, StreamRange } from './calls.ts';
import { asBuffer, hasType, packedEventAt } from './chunk-format.ts';

/** Bytes of events in one answer; the main thread asks again for the rest. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
/** Most places of the log considered for one `readAll`, so that a rare filter cannot occupy the thread. */
const MAX_SCAN = 20_000;

/** Positions count from 1, so that EventStoreDB's `0/0` stands before the first event. */
const FIRST_POSITION = 1;

const COLUMNS = 'c.position, c.revision, c.count, c.created_at AS createdAt, c.events';

/** Reads rows of the store's file; every answer is bounded. */
export class ChunkReader {
  readonly #db: DatabaseSync;
  readonly #types: readonly string[];
  readonly #forwards: StatementSync;
  readonly #backwards: StatementSync;
  readonly #last: StatementSync;
  readonly #rowAt: StatementSync;
  readonly #logScans = new Map<string, StatementSync>();

  /** @param types names by number; grows as types are first used. */
  constructor(db: DatabaseSync, types: readonly string[]) {
    this.#db = db;
    this.#types = types;
    this.#forwards = db.prepare(streamQuery('ASC'));
    this.#backwards = db.prepare(streamQuery('DESC'));
    this.#last = db.prepare('SELECT position + count AS next FROM chunks ORDER BY position DESC LIMIT 1');
    this.#rowAt = db.prepare('SELECT max(position) AS position FROM chunks WHERE position <= ?');
  }

  nextPosition(): number {
    return Number(this.#last.get()?.['next'] ?? FIRST_POSITION);
  }

  /** Rows that hold any revision of `range`; whole rows, so that the caller cuts the first and the last. */
  read(
    stream: string,
    range: StreamRange,
    maxBytes = MAX_ANSWER_BYTES,
  ): { chunks: ChunkRow[]; more: boolean } {
    const chunks: ChunkRow[] = [];
    let bytes = 0;
    const statement = range.backwards ? this.#backwards : this.#forwards;
    for (const row of statement.iterate(stream, range.from, range.to)) {
      const chunk = row as unknown as ChunkRow;
      chunks.push(chunk);
      bytes += chunk.events.byteLength;
      if (bytes > maxBytes) return { chunks, more: true };
    }
    return { chunks, more: false };
  }

  /** Whole streams; `null` for those that no longer fit into the answer. */
  readMany(streams: readonly string[]): (ChunkRow[] | null)[] {
    let room = MAX_ANSWER_BYTES;
    return streams.map((stream) => {
      if (room <= 0) return null;
      const whole = { from: 0, to: Number.MAX_SAFE_INTEGER, backwards: false };
      const { chunks, more } = this.read(stream, whole, room);
      for (const { events } of chunks) room -= events.byteLength;
      return more ? null : chunks;
    });
  }

  /** Rows after a position with at least one wanted event, and how far the log was considered. */
  readAll(after: number, limit: number, filter: EventFilter): { chunks: NamedChunkRow[]; upTo: number } {
    const next = this.nextPosition();
    const first = Number(this.#rowAt.get(after + 1)?.['position'] ?? 0);
    const end = Math.min(next, after + 1 + MAX_SCAN);
    const wanted = this.#typeTest(filter.eventTypes);
    const chunks: NamedChunkRow[] = [];
    let events = 0;
    let bytes = 0;
    for (const row of this.#scan(filter, 'ASC').iterate(first, end, ...bounds(filter))) {
      const chunk = row as unknown as NamedChunkRow;
      if (!hasType(asBuffer(chunk.events), wanted)) continue;
      chunks.push(chunk);
      events += chunk.count;
      bytes += chunk.events.byteLength;
      // A row may hold unwanted events too and its first ones may lie before `after`: room for those as well.
      if (events >= limit + chunk.count + (chunks[0]?.count ?? 0) || bytes > MAX_ANSWER_BYTES) {
        return { chunks, upTo: chunk.position + chunk.count - 1 };
      }
    }
    // A row that begins before `end` may reach past it.
    const last = chunks.at(-1);
    return { chunks, upTo: Math.max(after, end - 1, last ? last.position + last.count - 1 : -1) };
  }

  /** The same towards the beginning, newest row first; `upTo` is the earliest position considered. */
  readAllBackwards(
    before: number | undefined,
    limit: number,
    filter: EventFilter,
  ): { chunks: NamedChunkRow[]; upTo: number } {
    const end = Math.min(this.nextPosition(), before ?? Number.MAX_SAFE_INTEGER);
    const first = Number(this.#rowAt.get(Math.max(0, end - MAX_SCAN))?.['position'] ?? 0);
    const wanted = this.#typeTest(filter.eventTypes);
    const chunks: NamedChunkRow[] = [];
    let events = 0;
    let bytes = 0;
    for (const row of this.#scan(filter, 'DESC').iterate(first, end, ...bounds(filter))) {
      const chunk = row as unknown as NamedChunkRow;
      if (!hasType(asBuffer(chunk.events), wanted)) continue;
      chunks.push(chunk);
      events += chunk.count;
      bytes += chunk.events.byteLength;
      if (events >= limit + chunk.count + (chunks[0]?.count ?? 0) || bytes > MAX_ANSWER_BYTES) {
        return { chunks, upTo: chunk.position };
      }
    }
    return { chunks, upTo: first };
  }

  /** Ids at revisions `first` to `last` of a stream. */
  *eventIds(
    stream: number,
    first: number,
    last: number,
  ): Generator<{ id: Uint8Array; revision: number; position: number }> {
    const rows = this.#db.prepare(
      `SELECT ${COLUMNS} FROM chunks c WHERE stream = ? AND revision BETWEEN
       (SELECT max(revision) FROM chunks WHERE stream = ? AND revision <= ?) AND ? ORDER BY revision`,
    );
    for (const row of rows.iterate(stream, stream, first, last)) {
      const chunk = row as unknown as ChunkRow;
      const bytes = asBuffer(chunk.events);
      let offset = 0;
      for (let index = 0; index < chunk.count; index += 1) {
        const { idAt, end } = packedEventAt(bytes, offset);
        const revision = chunk.revision + index;
        if (revision >= first && revision <= last) {
          yield { id: bytes.subarray(idAt, idAt + 16), revision, position: chunk.position + index };
        }
        offset = end;
      }
    }
  }

  #scan({ streamPrefixes }: EventFilter, order: 'ASC' | 'DESC'): StatementSync {
    const count = streamPrefixes?.length ?? -1;
    const key = `${order} ${count}`;
    let statement = this.#logScans.get(key);
    if (!statement) {
      // The range of names is tested in SQL, so that the bytes of unwanted rows are never read from disk.
      const tests = Array.from({ length: Math.max(count, 0) }, () => '(s.name >= ? AND s.name < ?)');
      const condition = count === 0 ? 'AND 0' : tests.length > 0 ? `AND (${tests.join(' OR ')})` : '';
      statement = this.#db.prepare(`
        SELECT ${COLUMNS}, s.name AS stream FROM chunks c CROSS JOIN streams s ON s.id = c.stream
        WHERE c.position >= ? AND c.position < ? ${condition} ORDER BY c.position ${order}`);
      this.#logScans.set(key, statement);
    }
    return statement;
  }

  #typeTest(names: readonly string[] | undefined): (type: number) => boolean {
    if (!names) return () => true;
    const wanted = new Set(names);
    return (type) => wanted.has(this.#types[type] ?? '');
  }
}

function streamQuery(order: 'ASC' | 'DESC'): string {
  return `
    SELECT ${COLUMNS} FROM streams s JOIN chunks c ON c.stream = s.id
    WHERE s.name = ?1 AND c.revision <= ?3 AND c.revision >=
      coalesce((SELECT max(revision) FROM chunks WHERE stream = s.id AND revision <= ?2), 0)
    ORDER BY c.revision ${order}`;
}

/** First name of each prefix, and the first text after all its names. */
function bounds({ streamPrefixes }: EventFilter): string[] {
  return (streamPrefixes ?? []).flatMap((prefix) => [prefix, `${prefix}\u{10ffff}`]);
}
