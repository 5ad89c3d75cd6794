import type { Log, Names } from '@dws/application';
import { TRAIL_PREFIX } from '@dws/audit';
import {
  indexTerms,
  matches,
  searchedEntry,
  trailEntry,
  type Query,
  type TrailEntry,
} from '@dws/audit-trail';
import { comparePositions, DwsError, START, type Position } from '@dws/kernel';
import { END, type EventFilter, type EventStore, type RecordedEvent } from '@dws/ports';
import type { Sleep } from '../runtime/sleep.ts';
import { SEARCH_BOUNDS, type SearchBounds } from './search-bounds.ts';
import { SearchLine } from './search-line.ts';
import type { CrossingEvent, IndexPlace } from './search-messages.ts';

export interface TrailSearchOptions {
  readonly store: EventStore;
  readonly names: Names;
  readonly log: Log;
  readonly sleep: Sleep;
  /** Where the index is kept; it can be thrown away. `:memory:` to keep none. */
  readonly path: string;
  readonly bounds?: Partial<SearchBounds>;
}

export interface FindOptions {
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string | undefined;
  /** What else must hold. */
  readonly also?: (entry: TrailEntry) => boolean;
}

export interface FoundPage {
  /** Newest first, over all trails in the order in which they were recorded. */
  readonly entries: readonly TrailEntry[];
  /** Where the next page begins; `null` at the end. A page may be short, even empty, and yet not the last. */
  readonly next: string | null;
  readonly index: {
    /** Entries that the search knows. */
    readonly entries: number;
    /** False where newer ones are recorded that the index has not taken in yet: ask again. */
    readonly complete: boolean;
  };
}

/**
 * Finds entries of all trails by an index that is a fold of the store's log. It is fed while the platform has little to
 * do, and before it answers; what it finds is read from the store and looked at again, so that it may miss what is new
 * but never say what is not so.
 */
export class TrailSearch {
  readonly #options: TrailSearchOptions;
  readonly #bounds: SearchBounds;
  readonly #filter: EventFilter;
  readonly #line: SearchLine;
  readonly #abort = new AbortController();
  #place: IndexPlace | null = null;
  #feeding: Promise<void> | null = null;
  #idling: Promise<void> | null = null;

  constructor(options: TrailSearchOptions) {
    const { names, path } = options;
    this.#options = options;
    this.#bounds = { ...SEARCH_BOUNDS, ...options.bounds };
    this.#filter = { streamPrefixes: [names.stream(TRAIL_PREFIX)] };
    this.#line = new SearchLine({ path, streamPrefix: names.stream('') });
  }

  start(): void {
    this.#idling ??= this.#feedWhenIdle();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#idling;
    await this.#feeding?.catch(() => undefined);
    await this.#line.call('close', {}).catch(() => undefined);
  }

  /** @throws DwsError `argument-invalid`, `search-unavailable`. */
  async find(query: Query, { limit, after, also = () => true }: FindOptions): Promise<FoundPage> {
    const end = await this.#endOfTrails();
    await this.#feedUntil(end, this.#bounds.freshenMs);
    const groups = indexTerms(query);
    const entries: TrailEntry[] = [];
    let before = after === undefined ? Number.MAX_SAFE_INTEGER : cursorIn(after);
    let looked = 0;
    for (;;) {
      const asked = Math.min(this.#bounds.candidates, Math.max(limit - entries.length, 1));
      const candidates = await this.#line.call('find', { groups, before, limit: asked });
      const events = await Promise.all(candidates.map(({ stream, seq }) => this.#eventAt(stream, seq)));
      for (const event of events) {
        const entry = event && this.#matches(event, query) ? trailEntry(event) : null;
        if (entry && also(entry)) entries.push(entry);
      }
      looked += candidates.length;
      before = candidates.at(-1)?.entry ?? 0;
      const last = candidates.length < asked || before <= 1;
      if (last || entries.length >= limit || looked >= this.#bounds.looked) {
        const place = this.#place;
        const complete = place !== null && comparePositions(place.position, end) >= 0;
        return {
          entries,
          next: last ? null : String(before),
          index: { entries: place?.entries ?? 0, complete },
        };
      }
    }
  }

  /** Empties the index and takes everything in again. */
  async rebuild(): Promise<void> {
    await this.#feeding?.catch(() => undefined);
    this.#place = await this.#line.call('clear', {});
    await this.#feedUntil(await this.#endOfTrails(), Infinity);
  }

  #matches(event: RecordedEvent, query: Query): boolean {
    const entry = searchedEntry(event, this.#options.names);
    return entry !== null && matches(entry, query);
  }

  async #eventAt(stream: string, seq: number): Promise<RecordedEvent | undefined> {
    const [event] = await this.#options.store.read(stream, { from: seq, limit: 1 });
    return event?.revision === seq ? event : undefined;
  }

  async #endOfTrails(): Promise<Position> {
    let before: Position | typeof END = END;
    for (;;) {
      const { events, upTo } = await this.#options.store.readAllBackwards(before, 1, this.#filter);
      const [last] = events;
      if (last) return last.position;
      if (comparePositions(upTo, START) <= 0) return START;
      before = upTo;
    }
  }

  /** Takes in what stands up to a position, or as much of it as there is time for. */
  async #feedUntil(target: Position, withinMs: number): Promise<void> {
    const timeUp = new AbortController();
    const waiting = withinMs === Infinity ? null : this.#options.sleep(withinMs, timeUp.signal);
    const time = { over: false };
    void waiting?.then(() => (time.over = true));
    try {
      while (!time.over && !(await this.#has(target)) && !this.#abort.signal.aborted) await this.#feedOnce();
    } finally {
      timeUp.abort();
    }
  }

  async #has(target: Position): Promise<boolean> {
    this.#place ??= await this.#checkedPlace();
    return comparePositions(this.#place.position, target) >= 0;
  }

  /** One batch, whoever asks for it. */
  #feedOnce(): Promise<void> {
    this.#feeding ??= this.#feed().finally(() => (this.#feeding = null));
    return this.#feeding;
  }

  async #feed(): Promise<void> {
    this.#place ??= await this.#checkedPlace();
    const { events, upTo } = await this.#options.store.readAll(
      this.#place.position,
      this.#bounds.batch,
      this.#filter,
    );
    if (comparePositions(upTo, this.#place.position) <= 0) return;
    this.#place = await this.#line.call('add', { events: events.map(crossing), upTo });
  }

  /** An index that is ahead of the store belongs to another one. */
  async #checkedPlace(): Promise<IndexPlace> {
    const place = await this.#line.call('place', {});
    const { events } = await this.#options.store.readAllBackwards(END, 1);
    const end = events[0]?.position ?? START;
    if (comparePositions(place.position, end) <= 0) return place;
    this.#options.log.warn({}, 'the search index is of another store; it is made anew');
    return this.#line.call('clear', {});
  }

  async #feedWhenIdle(): Promise<void> {
    const { signal } = this.#abort;
    const stopping = (): boolean => signal.aborted;
    let seen: Position = START;
    while (!stopping()) {
      await this.#options.sleep(this.#bounds.idleMs, signal);
      if (stopping()) return;
      try {
        const end = await this.#endOfTrails();
        const idle = comparePositions(end, seen) === 0;
        seen = end;
        if (idle) await this.#feedUntil(end, this.#bounds.idleMs);
        else await this.#feedOnce();
      } catch (error) {
        this.#options.log.warn({ err: error }, 'the search index cannot be fed; trying again');
      }
    }
  }
}

function crossing({ stream, revision, type, data, metadata }: RecordedEvent): CrossingEvent {
  return { stream, revision, type, data, metadata };
}

function cursorIn(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new DwsError('argument-invalid', 'Expected "after" as the page before gave it in "next".', {
    argument: 'after',
  });
}
