import { DwsError, type Position } from '@dws/kernel';
import { END, type EventFilter, type LogBatch, type SubscribeOptions } from '@dws/ports';
import type { StorageThread } from '../thread/storage-thread.ts';
import type { StoreAnswer, StoreCall } from './calls.ts';
import { ReadyFilter } from './event-filter.ts';
import { logBatch, logBatchBackwards } from './log-batch.ts';
import { PackedChunk } from './packed-chunk.ts';
import type { RecentLog } from './recent-log.ts';

/** Chunks looked at for one batch from memory, so that a rare filter does not hold the event loop. */
const MAX_CHUNKS_PER_BATCH = 2_000;
const DEFAULT_BATCH_SIZE = 500;

/** Reads the whole log: its recent end from memory, the rest from the thread. */
export class LogReader {
  readonly #thread: StorageThread<StoreCall, StoreAnswer>;
  readonly #types: readonly string[];
  readonly #recent: RecentLog;

  constructor(thread: StorageThread<StoreCall, StoreAnswer>, types: readonly string[], recent: RecentLog) {
    this.#thread = thread;
    this.#types = types;
    this.#recent = recent;
  }

  readAll(after: Position, limit: number, filter: EventFilter): Promise<LogBatch> {
    return this.#next(Math.max(-1, Number(after.commit)), limit, new ReadyFilter(filter));
  }

  async readAllBackwards(
    before: Position | typeof END,
    limit: number,
    filter: EventFilter,
  ): Promise<LogBatch> {
    requireLimit(limit);
    const end = before === END ? undefined : Number(before.commit);
    const answer = await this.#thread.call(
      { op: 'readAllBackwards', before: end, limit, filter },
      'store-unavailable',
    );
    const chunks = this.#unpack(answer);
    return logBatchBackwards(
      chunks.rows,
      end ?? Number.MAX_SAFE_INTEGER,
      chunks.upTo,
      limit,
      new ReadyFilter(filter),
    );
  }

  /**
   * Nothing is buffered for a subscription: it is a place in the log. One that keeps up reads memory, one that
   * falls behind what memory holds reads the file, and neither can miss or repeat an event.
   */
  async *subscribe(options: SubscribeOptions, closing: AbortSignal): AsyncGenerator<LogBatch, void> {
    const filter = new ReadyFilter(options.filter ?? {});
    const stop = options.signal ? AbortSignal.any([options.signal, closing]) : closing;
    let after = Math.max(-1, Number(options.after.commit));
    while (!options.signal?.aborted) {
      if (closing.aborted)
        throw new DwsError('store-unavailable', 'the store was closed under a subscription');
      if (after + 1 >= this.#recent.nextPosition) {
        await this.#recent.grown(stop);
        continue;
      }
      const batch = await this.#next(after, options.batchSize ?? DEFAULT_BATCH_SIZE, filter);
      after = Number(batch.upTo.commit);
      if (!options.signal?.aborted) yield batch;
    }
  }

  async #next(after: number, limit: number, filter: ReadyFilter): Promise<LogBatch> {
    requireLimit(limit);
    if (after + 1 >= this.#recent.firstPosition) {
      const chunks = this.#recent.from(after + 1, MAX_CHUNKS_PER_BATCH);
      const upTo = chunks.at(-1)?.lastPosition ?? after;
      // What another client wrote is read from the file, but only for whoever wants it.
      if (chunks.every((chunk) => chunk.isHeld || !filter.wantsStream(chunk)))
        return logBatch(chunks, after, upTo, limit, filter);
    }
    const call: StoreCall = { op: 'readAll', after, limit, filter: filter.filter };
    const answer = await this.#thread.call(call, 'store-unavailable');
    const { rows, upTo } = this.#unpack(answer);
    return logBatch(rows, after, upTo, limit, filter);
  }

  #unpack(answer: StoreAnswer): { rows: PackedChunk[]; upTo: number } {
    if (answer.op !== 'readAll') throw new Error(`expected a part of the log, found ${answer.op}`);
    const rows = answer.chunks.map((row) => new PackedChunk(row.stream, row, this.#types));
    return { rows, upTo: answer.upTo };
  }
}

function requireLimit(limit: number): void {
  if (limit <= 0) throw new DwsError('argument-invalid', `expected a limit over 0, found ${limit}`);
}
