import { NO_STREAM, type ReadOptions, type RecordedEvent } from '@dws/ports';
import type { StorageThread } from '../thread/storage-thread.ts';
import type { ChunkRow, StoreAnswer, StoreCall, StreamRange } from './calls.ts';
import { KnownEnds } from './known-ends.ts';
import { PackedChunk } from './packed-chunk.ts';
import type { RecentLog } from './recent-log.ts';

/** Reads streams: from memory where their wanted part is recent, else from the thread. */
export class StreamReader {
  readonly #thread: StorageThread<StoreCall, StoreAnswer>;
  readonly #types: readonly string[];
  readonly #recent: RecentLog;
  readonly #ends: KnownEnds;

  constructor(thread: StorageThread<StoreCall, StoreAnswer>, types: readonly string[], recent: RecentLog) {
    this.#thread = thread;
    this.#types = types;
    this.#recent = recent;
    this.#ends = new KnownEnds(recent);
  }

  async read(stream: string, options: ReadOptions = {}): Promise<readonly RecordedEvent[]> {
    const { direction = 'forwards', limit = Number.MAX_SAFE_INTEGER } = options;
    if (limit <= 0) return [];
    const backwards = direction === 'backwards';
    const range = rangeOf(options, backwards, limit);
    if (!backwards && this.#ends.hasNothingFrom(stream, range.from)) return [];
    const chunks = this.#fromMemory(stream, range, limit) ?? (await this.#fromThread(stream, range));
    const events = cut(chunks, range);
    if (backwards) events.reverse();
    return events.length > limit ? events.slice(0, limit) : events;
  }

  async readMany(streams: readonly string[]): Promise<readonly (readonly RecordedEvent[])[]> {
    const held = streams.map((stream) => this.#wholeFromMemory(stream));
    const missing = streams.filter((_, index) => held[index] === undefined);
    if (missing.length === 0) return held as RecordedEvent[][];
    const asOf = this.#ends.now();
    const answer = await this.#thread.call({ op: 'readMany', streams: missing }, 'store-unavailable');
    if (answer.op !== 'readMany') throw new Error(`expected streams, found ${answer.op}`);
    const found = answer.streams.values();
    return Promise.all(
      streams.map(async (stream, index) => {
        const events = held[index];
        if (events) return events;
        const rows = found.next().value;
        if (rows?.length === 0) this.#ends.note(stream, NO_STREAM, asOf);
        return rows ? this.#unpack(stream, rows).flatMap((chunk) => chunk.events) : this.read(stream);
      }),
    );
  }

  #wholeFromMemory(stream: string): readonly RecordedEvent[] | undefined {
    if (this.#ends.isAbsent(stream)) return [];
    const chunks = this.#recent.ofStream(stream);
    if (chunks?.[0]?.revision !== 0 || !chunks.every(({ isHeld }) => isHeld)) return undefined;
    return chunks.flatMap((chunk) => chunk.events);
  }

  #fromMemory(stream: string, range: StreamRange, limit: number): readonly PackedChunk[] | undefined {
    const chunks = this.#recent.ofStream(stream);
    const first = chunks?.[0];
    const last = chunks?.at(-1);
    if (!chunks || !first || !last) return undefined;
    const to = Math.min(range.to, last.lastRevision);
    const lowest = range.backwards ? Math.max(range.from, to - limit + 1) : range.from;
    if (lowest < first.revision) return undefined;
    return chunks.every(({ isHeld }) => isHeld) ? chunks : undefined;
  }

  /** Asks until the range is whole; the thread bounds every answer. Chunks come back in log order. */
  async #fromThread(stream: string, range: StreamRange): Promise<readonly PackedChunk[]> {
    const chunks: PackedChunk[] = [];
    const asOf = this.#ends.now();
    let rest = range;
    for (;;) {
      const answer = await this.#thread.call({ op: 'read', stream, range: rest }, 'store-unavailable');
      if (answer.op !== 'read') throw new Error(`expected a stream, found ${answer.op}`);
      chunks.push(...this.#unpack(stream, answer.chunks));
      const reached = chunks.at(-1);
      if (!answer.more || !reached) break;
      rest = range.backwards
        ? { ...range, to: reached.revision - 1 }
        : { ...range, from: reached.lastRevision + 1 };
      if (rest.from > rest.to) break;
    }
    if (range.backwards) return chunks.reverse();
    // An empty answer past the end does not tell where the end is, but that nothing stands from there on.
    if (range.to === Number.MAX_SAFE_INTEGER) {
      this.#ends.note(stream, chunks.at(-1)?.lastRevision ?? range.from - 1, asOf);
    }
    return chunks;
  }

  #unpack(stream: string, rows: readonly ChunkRow[]): PackedChunk[] {
    return rows.map((row) => new PackedChunk(stream, row, this.#types));
  }
}

/** The revisions asked for, as far as they are known without the stream's end. */
function rangeOf(options: ReadOptions, backwards: boolean, limit: number): StreamRange {
  const end = Number.MAX_SAFE_INTEGER;
  if (!backwards) {
    const from = Math.max(0, options.from ?? 0);
    return { from, to: limit < end - from ? from + limit - 1 : end, backwards };
  }
  const to = options.from ?? end;
  return { from: to === end ? 0 : Math.max(0, to - limit + 1), to, backwards };
}

/**
 * The events of `range`, in the order of the chunks. A busy stream has thousands of chunks in memory and its
 * newest few events are what is asked for, so the first is found by halving.
 */
function cut(chunks: readonly PackedChunk[], { from, to }: StreamRange): RecordedEvent[] {
  const events: RecordedEvent[] = [];
  for (let index = firstReaching(chunks, from); index < chunks.length; index += 1) {
    const chunk = chunks[index] as PackedChunk;
    if (chunk.revision > to) break;
    const wanted = chunk.events.slice(Math.max(0, from - chunk.revision), to - chunk.revision + 1);
    for (const event of wanted) events.push(event);
  }
  return events;
}

/** Index of the first chunk that ends at `revision` or after it. */
function firstReaching(chunks: readonly PackedChunk[], revision: number): number {
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((chunks[middle] as PackedChunk).lastRevision < revision) low = middle + 1;
    else high = middle;
  }
  return low;
}
