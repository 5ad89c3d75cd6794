import type { EventFilter } from '@dws/ports';

/** What the event store's main end asks of its thread. */
export type StoreCall =
  | {
      readonly op: 'append';
      /** Packed by `AppendSlab`, at the beginning of memory that is used again after the answer. */
      readonly slab: SharedArrayBuffer;
      readonly length: number;
      readonly createdAt: number;
      /** Event types first used in this slab; their numbers follow the ones known before. */
      readonly newTypes: readonly string[];
    }
  | { readonly op: 'read'; readonly stream: string; readonly range: StreamRange }
  | { readonly op: 'readMany'; readonly streams: readonly string[] }
  | { readonly op: 'readAll'; readonly after: number; readonly limit: number; readonly filter: EventFilter }
  | {
      readonly op: 'readAllBackwards';
      /** Exclusive; missing for the end of the log. */
      readonly before: number | undefined;
      readonly limit: number;
      readonly filter: EventFilter;
    }
  | { readonly op: 'check' }
  | { readonly op: 'close' };

/** Revisions `from` to `to`, both inclusive, taken from the end where `backwards`. */
export interface StreamRange {
  readonly from: number;
  readonly to: number;
  readonly backwards: boolean;
}

/** One row: the events of one append. */
export interface ChunkRow {
  readonly position: number;
  readonly revision: number;
  readonly count: number;
  readonly createdAt: number;
  readonly events: Uint8Array;
}

export interface NamedChunkRow extends ChunkRow {
  readonly stream: string;
}

export type StoreAnswer =
  | { readonly op: 'append'; readonly results: Float64Array<ArrayBuffer> }
  /** `more`: the answer was cut at its bound of bytes; ask again for the rest. */
  | { readonly op: 'read'; readonly chunks: readonly ChunkRow[]; readonly more: boolean }
  /** `null` for a stream that did not fit any more: read it by itself. */
  | { readonly op: 'readMany'; readonly streams: readonly (readonly ChunkRow[] | null)[] }
  | { readonly op: 'readAll'; readonly chunks: readonly NamedChunkRow[]; readonly upTo: number }
  | { readonly op: 'done' };

/** What the thread tells a client when the file is open, or when it joins. */
export interface StoreOpened {
  readonly nextPosition: number;
  readonly types: readonly string[];
}

/** Another client's append, as it stands now. */
export type StoreNews =
  /** Whole, for a client that follows the store. */
  | {
      readonly kind: 'events';
      readonly slab: ArrayBuffer;
      readonly createdAt: number;
      readonly results: Float64Array<ArrayBuffer>;
      /** Event types that the client was not told yet, in the order of their numbers. */
      readonly newTypes: readonly string[];
    }
  /** That there is something, for the owner: it reads the events where somebody asks for them. */
  | { readonly kind: 'places'; readonly places: readonly ChunkPlace[] };

/** Where the events of one append lie. */
export interface ChunkPlace {
  readonly stream: string;
  readonly position: number;
  readonly revision: number;
  readonly count: number;
}

/** Results of a slab: three numbers an entry, outcome · revision · position. */
export const RESULT_WIDTH = 3;
export const OUTCOME_APPENDED = 0;
/** Written by an earlier, identical append. */
export const OUTCOME_STOOD_ALREADY = 1;
/** The revision is the stream's actual one. */
export const OUTCOME_CONFLICT = 2;
