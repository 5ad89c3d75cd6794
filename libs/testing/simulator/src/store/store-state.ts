import { DwsError, START, comparePositions, type Position } from '@dws/kernel';
import {
  END,
  MAX_APPEND_BYTES,
  NO_STREAM,
  type Append,
  type AppendResult,
  type EventFilter,
  type LogBatch,
  type ReadOptions,
  type RecordedEvent,
} from '@dws/ports';

interface Waiter {
  readonly filter: EventFilter | undefined;
  readonly wake: () => void;
}

/** What a store holds on its disk: it outlives every process. Synchronous; whoever asks waits for a turn first. */
export class StoreState {
  readonly #log: RecordedEvent[] = [];
  readonly #streams = new Map<string, RecordedEvent[]>();
  readonly #waiters = new Set<Waiter>();
  readonly #now: () => number;
  readonly #onAppended: (event: RecordedEvent, by: string) => void;

  constructor(now: () => number, onAppended: (event: RecordedEvent, by: string) => void) {
    this.#now = now;
    this.#onAppended = onAppended;
  }

  get log(): readonly RecordedEvent[] {
    return this.#log;
  }

  get head(): Position {
    return this.#log.at(-1)?.position ?? START;
  }

  stream(name: string): readonly RecordedEvent[] {
    return this.#streams.get(name) ?? [];
  }

  append(appends: readonly Append[], by: string): readonly AppendResult[] {
    return appends.map((one) => this.#appendOne(one, by));
  }

  read(name: string, options: ReadOptions = {}): readonly RecordedEvent[] {
    const events = this.stream(name);
    const { direction = 'forwards', limit = Infinity } = options;
    if (direction === 'forwards') {
      const from = options.from ?? 0;
      return events.slice(from, limit === Infinity ? undefined : from + limit);
    }
    const found: RecordedEvent[] = [];
    for (let place = options.from ?? events.length - 1; place >= 0 && found.length < limit; place--) {
      const event = events[place];
      if (event) found.push(event);
    }
    return found;
  }

  forwards(after: Position, limit: number, filter?: EventFilter): LogBatch {
    const events: RecordedEvent[] = [];
    let upTo = after;
    for (let place = placeAfter(after); place < this.#log.length && events.length < limit; place += 1) {
      const event = this.#log[place] as RecordedEvent;
      upTo = event.position;
      if (passes(event, filter)) events.push(event);
    }
    return { events, upTo };
  }

  backwards(before: Position | typeof END, limit: number, filter?: EventFilter): LogBatch {
    const events: RecordedEvent[] = [];
    let place = (before === END ? this.#log.length : placeAfter(before) - 1) - 1;
    for (; place >= 0 && events.length < limit; place -= 1) {
      const event = this.#log[place] as RecordedEvent;
      if (passes(event, filter)) events.push(event);
    }
    return { events, upTo: place < 0 ? START : (this.#log[place + 1]?.position ?? START) };
  }

  /** Whether an event after this position passes the filter. */
  hasAfter(after: Position, filter: EventFilter | undefined): boolean {
    for (let place = placeAfter(after); place < this.#log.length; place += 1)
      if (passes(this.#log[place] as RecordedEvent, filter)) return true;
    return false;
  }

  /** Calls `wake` once, when an event that passes the filter is appended. Gives back what ends the wait. */
  wakeOn(filter: EventFilter | undefined, wake: () => void): () => void {
    const waiter = { filter, wake };
    this.#waiters.add(waiter);
    return () => this.#waiters.delete(waiter);
  }

  #appendOne({ stream, expectedRevision, events }: Append, by: string): AppendResult {
    assertSize(stream, expectedRevision, events);
    const standing = this.#streams.get(stream) ?? [];
    const actualRevision = standing.length - 1;
    if (expectedRevision !== actualRevision) {
      const last = standing[expectedRevision + events.length];
      const repeated =
        events.length > 0 &&
        events.every((event, index) => standing[expectedRevision + 1 + index]?.id === event.id);
      if (!repeated || !last) return { outcome: 'conflict', actualRevision };
      return { outcome: 'appended', revision: last.revision, position: last.position };
    }
    const fresh = events.map((event): RecordedEvent => {
      const sequence = BigInt(this.#log.length + 1);
      const position = { commit: sequence, prepare: sequence };
      const recorded = { ...event, stream, revision: standing.length, position, createdAt: this.#now() };
      standing.push(recorded);
      this.#log.push(recorded);
      return recorded;
    });
    if (standing.length > 0) this.#streams.set(stream, standing);
    for (const event of fresh) {
      this.#onAppended(event, by);
      for (const waiter of this.#waiters) {
        if (!passes(event, waiter.filter)) continue;
        this.#waiters.delete(waiter);
        waiter.wake();
      }
    }
    const position = standing.at(-1)?.position ?? START;
    return { outcome: 'appended', revision: standing.length - 1, position };
  }
}

/** Positions count from 1, one for each event, so the place after one is its number. */
function placeAfter(position: Position): number {
  return comparePositions(position, START) === 0 ? 0 : Number(position.commit);
}

function passes(event: RecordedEvent, filter: EventFilter | undefined): boolean {
  if (!filter) return true;
  const { streamPrefixes, eventTypes } = filter;
  if (streamPrefixes && !streamPrefixes.some((prefix) => event.stream.startsWith(prefix))) return false;
  return !eventTypes || eventTypes.includes(event.type);
}

function assertSize(stream: string, expectedRevision: number, events: Append['events']): void {
  if (expectedRevision < NO_STREAM)
    throw new DwsError('argument-invalid', `expected a revision from -1, found ${expectedRevision}`);
  const bytes = events.reduce((sum, event) => sum + event.data.length + event.metadata.length, 0);
  if (bytes > MAX_APPEND_BYTES)
    throw new DwsError('event-too-large', `expected at most ${MAX_APPEND_BYTES} bytes, found ${bytes}`, {
      stream,
    });
}
