import type { Position } from '@dws/kernel';

/** Revision of the last event of a stream, counted from 0; `NO_STREAM` where there is none. */
export type Revision = number;
export const NO_STREAM: Revision = -1;

/** After the last event, wherever the log ends when the call is made. */
export const END = 'end';

/** One append is at most this long (data and metadata of its events together), as in EventStoreDB's default. */
export const MAX_APPEND_BYTES = 1_048_576;

export interface NewEvent {
  /** UUID, by `eventIdOf`. */
  readonly id: string;
  readonly type: string;
  /** UTF-8 JSON in RFC 8785 form. */
  readonly data: Uint8Array;
  /** UTF-8 JSON in RFC 8785 form. */
  readonly metadata: Uint8Array;
  /**
   * `binary` for foreign events whose data is not JSON; kept and given back as it was. Default `json`. The
   * platform itself writes JSON only.
   */
  readonly format?: EventFormat;
}

export type EventFormat = 'json' | 'binary';

export interface RecordedEvent extends NewEvent {
  readonly stream: string;
  readonly revision: Revision;
  readonly position: Position;
  /** When the store took it, milliseconds since the epoch. For people; no decision rests on it. */
  readonly createdAt: number;
}

export interface Append {
  readonly stream: string;
  /** The revision the writer saw. There is no "any": every writer knows what it builds on. */
  readonly expectedRevision: Revision;
  readonly events: readonly NewEvent[];
}

export type AppendResult =
  | { readonly outcome: 'appended'; readonly revision: Revision; readonly position: Position }
  /** Somebody else appended first; nothing of this append was written. `actualRevision` is what stands now. */
  | { readonly outcome: 'conflict'; readonly actualRevision: Revision };

export interface ReadOptions {
  /** First revision wanted, inclusive. Default: 0 forwards, the last event backwards. */
  readonly from?: Revision;
  readonly direction?: 'forwards' | 'backwards';
  /** At most this many events. Default: all. */
  readonly limit?: number;
}

/** Which events of the whole log are wanted. Both given: both must hold. */
export interface EventFilter {
  readonly streamPrefixes?: readonly string[];
  readonly eventTypes?: readonly string[];
}

export interface LogBatch {
  readonly events: readonly RecordedEvent[];
  /** Every event at or before this position was considered, also those the filter left out. */
  readonly upTo: Position;
}

export interface SubscribeOptions {
  /** Exclusive. `START` for everything. */
  readonly after: Position;
  readonly filter?: EventFilter;
  /** Most events in one batch. Default 500. A subscription holds at most two batches in memory. */
  readonly batchSize?: number;
  readonly signal?: AbortSignal;
}

/**
 * Append-only streams with optimistic concurrency and one total order.
 *
 * Errors of every call: `store-unavailable` (nothing was sent), `store-outcome-unknown` (an append may or may
 * not stand: send the identical one again), `store-access-denied`, `event-too-large`.
 */
export interface EventStore {
  /**
   * Appends to one or many streams; each entry is atomic by itself and independent of the others. Results in
   * the order of the request. Durable when the promise resolves. An entry whose ids already stand at exactly
   * the revisions after `expectedRevision` is answered `appended` again and not written twice.
   */
  append(appends: readonly Append[]): Promise<readonly AppendResult[]>;

  /** Events of one stream; empty for a stream that does not exist. */
  read(stream: string, options?: ReadOptions): Promise<readonly RecordedEvent[]>;

  /** Whole streams at once, results in the order asked. For case loads by the batch. */
  readMany(streams: readonly string[]): Promise<readonly (readonly RecordedEvent[])[]>;

  /** The whole log forwards, exclusive of `after`; one batch, at most `limit` events that pass the filter. */
  readAll(after: Position, limit: number, filter?: EventFilter): Promise<LogBatch>;

  /**
   * The whole log backwards, newest first, exclusive of `before`; `END` to begin with the last event. One
   * batch, at most `limit` events that pass the filter. `upTo` is the earliest position that was considered:
   * pass it as the next `before`. It is `START` when nothing earlier is left.
   */
  readAllBackwards(before: Position | typeof END, limit: number, filter?: EventFilter): Promise<LogBatch>;

  /**
   * Catches up from `after`, then follows live until `signal` aborts. Batches come in log order. A batch may
   * hold no events: it then says only how far the log was considered.
   */
  subscribe(options: SubscribeOptions): AsyncIterable<LogBatch>;

  /** Where the log ends now. */
  head(): Promise<Position>;

  close(): Promise<void>;
}
