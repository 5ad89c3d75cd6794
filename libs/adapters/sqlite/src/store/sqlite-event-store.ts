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
import type { MessagePort } from 'node:worker_threads';
import { StorageThread, type Started } from '../thread/storage-thread.ts';
import { AppendQueue } from './append-queue.ts';
import { copyStore } from './copy-store.ts';
import type { StoreAnswer, StoreCall, StoreNews, StoreOpened } from './calls.ts';
import { positionAt } from './packed-chunk.ts';
import { LogReader } from './log-reader.ts';
import { RecentLog } from './recent-log.ts';
import { StreamReader } from './stream-reader.ts';
import { takeNews } from './take-news.ts';
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
  readonly #thread: StorageThread<StoreCall, StoreAnswer, StoreNews>;
  readonly #isOwner: boolean;
  readonly #recent: RecentLog;
  readonly #appends: AppendQueue;
  readonly #streams: StreamReader;
  readonly #log: LogReader;
  readonly #closing = new AbortController();

  private constructor(
    { thread, info: opened }: Started<StoreCall, StoreAnswer, StoreOpened, StoreNews>,
    options: SqliteEventStoreOptions,
    isOwner: boolean,
  ) {
    const types = new TypeNumbers(opened.types, isOwner);
    this.#path = options.path;
    this.#thread = thread;
    this.#isOwner = isOwner;
    this.#recent = new RecentLog(options.recentBytes ?? 32 * MEBIBYTE, opened.nextPosition);
    this.#appends = new AppendQueue(thread, types, this.#recent, {
      clock: options.clock,
      maxPendingBytes: options.maxPendingBytes ?? 64 * MEBIBYTE,
    });
    this.#streams = new StreamReader(thread, types.names, this.#recent);
    this.#log = new LogReader(thread, types.names, this.#recent);
    thread.onNews = (news) => takeNews(news, types, this.#recent);
  }

  /** @throws DwsError `store-in-use`, `store-corrupt`, `store-unavailable`. */
  static async open(options: SqliteEventStoreOptions): Promise<SqliteEventStore> {
    const module = new URL('./store-worker.ts', import.meta.url);
    const { path, maxFileBytes } = options;
    const started = await StorageThread.start<StoreCall, StoreAnswer, StoreOpened, StoreNews>(module, {
      path,
      maxFileBytes,
    });
    return new SqliteEventStore(started, options, true);
  }

  /**
   * The store in another thread of the owner's process, by what the owner's `introduce` gave it. It reads and follows
   * everything; it appends event types that stand in the store already, as a copier does. Its `close` leaves the file
   * open; after the owner's `close` every call is `store-unavailable`.
   */
  static async join(port: MessagePort, options: SqliteEventStoreOptions): Promise<SqliteEventStore> {
    return new SqliteEventStore(await StorageThread.join(port), options, false);
  }

  /** The way to this store for one more thread of this process, to be transferred to it. */
  introduce(): MessagePort {
    return this.#thread.introduce();
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
    await (this.#isOwner ? this.#thread.close({ op: 'close' }) : this.#thread.leave());
  }
}
