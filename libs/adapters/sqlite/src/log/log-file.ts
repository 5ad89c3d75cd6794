import type { DatabaseSync } from 'node:sqlite';
import { DwsError } from '@dws/kernel';
import type { TopicSpec } from '@dws/ports';
import { openSqliteFile, writeError, type OpenedFile } from '../sqlite-file.ts';
import type {
  CommitRow,
  Cut,
  LogAnswer,
  LogCall,
  LogOpened,
  PartitionRow,
  RecordsRow,
  TopicRow,
} from './calls.ts';
import { LOG_FORMAT, MAX_PARTITIONS, OFFSETS_PER_PARTITION } from './log-tables.ts';

/** Rows taken away by one trim of one partition, so that retention never holds up a publisher for long. */
const MAX_TRIMMED_ROWS = 2_000;
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** What a commit writes beside its records, about: the pages that it changes are written whole. */
const COMMIT_BYTES = 32_768;

function bytesOf(call: LogCall): number {
  return call.op === 'write' ? call.records.reduce((sum, { length }) => sum + length, 0) : 0;
}

/** The message log's file: synchronous, for one thread. */
export class LogFile {
  readonly #path: string;
  readonly #file: OpenedFile;
  readonly #db: DatabaseSync;
  readonly #ends = new Map<number, number>();
  readonly #insert;
  readonly #commit;
  readonly #lastRow;
  readonly #firstRow;
  readonly #rowAt;
  readonly #rows;

  /** @throws DwsError `store-in-use`, `store-corrupt`, `store-unavailable`. */
  constructor(path: string) {
    this.#path = path;
    // Whoever publishes waits for the sync of `WalSync`; consumers need not.
    this.#file = openSqliteFile(path, LOG_FORMAT, { durableBy: 'owner' });
    this.#db = this.#file.db;
    const prepare = (sql: string) => this.#db.prepare(sql);
    this.#insert = prepare('INSERT INTO records VALUES (?, ?, ?, ?)');
    this.#commit = prepare('INSERT OR REPLACE INTO commits VALUES (?, ?, ?)');
    const ofPartition = 'FROM records WHERE place >= ? AND place < ? ORDER BY place';
    this.#lastRow = prepare(`SELECT place, count ${ofPartition} DESC LIMIT 1`);
    this.#firstRow = prepare(`SELECT place ${ofPartition} LIMIT 1`);
    this.#rowAt = prepare('SELECT max(place) AS place FROM records WHERE place >= ? AND place <= ?');
    this.#rows = prepare(`SELECT place, count, timestamp, records ${ofPartition}`);
  }

  opened(): LogOpened {
    const names = this.#db.prepare('SELECT name FROM topics ORDER BY name').all();
    const commits = this.#db.prepare('SELECT consumer_group AS "group", partition, next FROM commits').all();
    return {
      topics: names.map(({ name }) => this.#topic(String(name))),
      commits: commits.map((row) => ({ ...row }) as unknown as CommitRow),
    };
  }

  /**
   * Performs all calls in one transaction. It is not on the disk yet: see `WalSync`.
   * @param commit its number, for the answers
   * @throws DwsError when it failed: then nothing of any call stands.
   */
  write(calls: readonly LogCall[], commit: number): LogAnswer[] {
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      const answers = calls.map((call) => this.#perform(call, commit));
      this.#db.exec('COMMIT');
      this.#file.checkpoints.wrote(calls.reduce((sum, call) => sum + bytesOf(call), COMMIT_BYTES));
      return answers;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      this.#ends.clear();
      throw writeError(error, this.#path);
    }
  }

  /** Rows from the one that holds offset `from` on, at least one where there is any. */
  read(partition: number, from: number, limit: number): RecordsRow[] {
    const base = partition * OFFSETS_PER_PARTITION;
    const start = Number(this.#rowAt.get(base, base + from)?.['place'] ?? base);
    const rows: RecordsRow[] = [];
    let bytes = 0;
    for (const row of this.#rows.iterate(start, base + OFFSETS_PER_PARTITION)) {
      const found = row as unknown as RecordsRow & { place: number };
      const first = found.place - base;
      rows.push({ first, count: found.count, timestamp: found.timestamp, records: found.records });
      bytes += found.records.byteLength;
      if (first + found.count - from >= limit || bytes > MAX_ANSWER_BYTES) break;
    }
    return rows;
  }

  close(): void {
    this.#file.close();
  }

  #perform(call: LogCall, commit: number): LogAnswer {
    switch (call.op) {
      case 'write':
        for (const { group, partition, next } of call.commits) this.#commit.run(group, partition, next);
        return {
          op: 'write',
          commit,
          offsets: call.records.map(({ partition, count, offset, length }) => {
            const first = this.#endOf(partition);
            const place = partition * OFFSETS_PER_PARTITION + first;
            this.#insert.run(place, count, call.timestamp, new Uint8Array(call.bytes, offset, length));
            this.#ends.set(partition, first + count);
            return first;
          }),
        };
      case 'topic':
        return { op: 'topic', topic: this.#putTopic(call.spec) };
      case 'trim':
        return { op: 'trim', partitions: call.cuts.map((cut) => this.#trim(cut)) };
      case 'read':
      case 'close':
        return { op: 'done' };
    }
  }

  #putTopic(spec: TopicSpec): TopicRow {
    this.#db.prepare('INSERT OR REPLACE INTO topics VALUES (?, ?)').run(spec.name, JSON.stringify(spec));
    const insert = this.#db.prepare('INSERT OR IGNORE INTO partitions (topic, partition) VALUES (?, ?)');
    for (let partition = 0; partition < spec.partitions; partition += 1) insert.run(spec.name, partition);
    const topic = this.#topic(spec.name);
    const highest = Math.max(0, ...topic.partitions.map(({ id }) => id));
    if (highest > MAX_PARTITIONS) {
      throw new DwsError('argument-invalid', `the embedded log holds ${MAX_PARTITIONS} partitions at most`, {
        topic: spec.name,
      });
    }
    return topic;
  }

  #topic(name: string): TopicRow {
    const row = this.#db.prepare('SELECT spec FROM topics WHERE name = ?').get(name);
    const partitions = this.#db
      .prepare('SELECT id, partition FROM partitions WHERE topic = ? ORDER BY partition')
      .all(name);
    return {
      spec: JSON.parse(String(row?.['spec'])) as TopicSpec,
      partitions: partitions.map(({ id, partition }) => this.#partition(Number(id), Number(partition))),
    };
  }

  #partition(id: number, partition: number): PartitionRow {
    const base = id * OFFSETS_PER_PARTITION;
    const first = this.#firstRow.get(base, base + OFFSETS_PER_PARTITION)?.['place'];
    return { id, partition, first: first === undefined ? 0 : Number(first) - base, end: this.#endOf(id) };
  }

  #endOf(partition: number): number {
    const known = this.#ends.get(partition);
    if (known !== undefined) return known;
    const base = partition * OFFSETS_PER_PARTITION;
    const row = this.#lastRow.get(base, base + OFFSETS_PER_PARTITION);
    const end = row ? Number(row['place']) + Number(row['count']) - base : 0;
    this.#ends.set(partition, end);
    return end;
  }

  /** The newest row always stays: offsets go on from it. */
  #trim({ partition, before }: Cut): PartitionRow {
    const base = partition * OFFSETS_PER_PARTITION;
    const last = Number(this.#lastRow.get(base, base + OFFSETS_PER_PARTITION)?.['place'] ?? base);
    this.#db
      .prepare(
        `DELETE FROM records WHERE place IN (
           SELECT place FROM records WHERE place >= ? AND place < ? AND timestamp < ? ORDER BY place LIMIT ?)`,
      )
      .run(base, last, before, MAX_TRIMMED_ROWS);
    return this.#partition(partition, 0);
  }
}
