import type { Clock, Position } from '@dws/kernel';
import type {
  Append,
  AppendResult,
  END,
  EventFilter,
  EventStore,
  LogBatch,
  ReadOptions,
  RecordedEvent,
  SubscribeOptions,
} from '@dws/ports';
import { StorageThread } from '../thread/storage-thread.ts';
import { AppendQueue } from './append-queue.ts';
import { copyStore } from './copy-store.ts';
import type { StoreAnswer, StoreCall, StoreOpened } from './calls.ts';
import { positionAt } from './packed-chunk.ts';
import { LogReader } from './log-reader.ts';
import { RecentLog } from './recent-log.ts';
import { StreamReader } from './stream-reader.ts';
import { TypeNumbers } from './type-numbers.ts';

export interface SqliteEventStoreOptions {
  /** The database file; `.lock`, `-wal` and `-shm` stand beside it. */
  readonly path: string;
  readonly clock: Clock;
  /** Newest events kept in memory for readers and subscriptions. Default 32 MiB. */
  readonly recentBytes?: number;
  /** Appends that wait for the disk; more are refused with `queue-full`. Default 64 MiB. */
  readonly maxPendingBytes?: number;
  /** The file grows no further than this; appends then fail as on a full disk. Default: the disk's end. */
  readonly maxFileBytes?: number;
}

const MEBIBYTE = 1024 * 1024;

/** The embedded event store. One process owns the file; SQLite runs in a thread of its own. */
export class SqliteEventStore implements EventStore {
  readonly #path: string;
  readonly #thread: StorageThread<StoreCall, StoreAnswer>;
  readonly #recent: RecentLog;
  readonly #appends: AppendQueue;
  readonly #streams: StreamReader;
  readonly #log: LogReader;
  readonly #closing = new AbortController();

  private constructor(
    thread: StorageThread<StoreCall, StoreAnswer>,
    opened: StoreOpened,
    options: SqliteEventStoreOptions,
  ) {
    const types = new TypeNumbers(opened.types);
    this.#path = options.path;
    this.#thread = thread;
    this.#recent = new RecentLog(options.recentBytes ?? 32 * MEBIBYTE, opened.nextPosition);
    this.#appends = new AppendQueue(thread, types, this.#recent, {
      clock: options.clock,
      maxPendingBytes: options.maxPendingBytes ?? 64 * MEBIBYTE,
    });
    this.#streams = new StreamReader(thread, types.names, this.#recent);
    this.#log = new LogReader(thread, types.names, this.#recent);
  }

  /** @throws DwsError `store-in-use`, `store-corrupt`, `store-unavailable`. */
  static async open(options: SqliteEventStoreOptions): Promise<SqliteEventStore> {
    const module = new URL('./store-worker.ts', import.meta.url);
    const { thread, info } = await StorageThread.start<StoreCall, StoreAnswer, StoreOpened>(module, {
      path: options.path,
      maxFileBytes: options.maxFileBytes,
    });
    return new SqliteEventStore(thread, info, options);
  }

  append(appends: readonly Append[]): Promise<readonly AppendResult[]> {
    return this.#appends.append(appends);
  }

  read(stream: string, options: ReadOptions = {}): Promise<readonly RecordedEvent[]> {
    return this.#streams.read(stream, options);
  }

  readMany(streams: readonly string[]): Promise<readonly (readonly RecordedEvent[])[]> {
    return this.#streams.readMany(streams);
  }

  readAll(after: Position, limit: number, filter: EventFilter = {}): Promise<LogBatch> {
    return this.#log.readAll(after, limit, filter);
  }

  readAllBackwards(
    before: Position | typeof END,
    limit: number,
    filter: EventFilter = {},
  ): Promise<LogBatch> {
    return this.#log.readAllBackwards(before, limit, filter);
  }

  subscribe(options: SubscribeOptions): AsyncIterable<LogBatch> {
    return this.#log.subscribe(options, this.#closing.signal);
  }

  head(): Promise<Position> {
    return Promise.resolve(positionAt(this.#recent.nextPosition - 1));
  }

  /**
   * Copies the store as it stands to a new file, while it goes on working.
   * @throws DwsError `store-unavailable` where `target` exists or cannot be written.
   */
  backup(target: string): Promise<void> {
    return copyStore(this.#path, target);
  }

  /** Checks the whole file, every page and index; takes as long as reading it. @throws DwsError `store-corrupt`. */
  async checkWhole(): Promise<void> {
    await this.#thread.call({ op: 'check' }, 'store-unavailable');
  }

  async close(): Promise<void> {
    this.#closing.abort();
    // Appends of this tick go before the close, not after it.
    this.#appends.flush();
    await this.#thread.close({ op: 'close' });
  }
}
