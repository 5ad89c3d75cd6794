import type { IndexTerms } from '@dws/audit-trail';
import type { Position } from '@dws/kernel';
import type { FoundEntry } from '@dws/sqlite';

/** An event of a trail, as it crosses to the thread. */
export interface CrossingEvent {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface SearchCalls {
  readonly add: { readonly events: readonly CrossingEvent[]; readonly upTo: Position };
  readonly find: { readonly groups: IndexTerms; readonly before: number; readonly limit: number };
  readonly place: Record<string, never>;
  readonly clear: Record<string, never>;
  readonly close: Record<string, never>;
}

export interface IndexPlace {
  readonly position: Position;
  readonly entries: number;
}

export interface SearchAnswers {
  readonly add: IndexPlace;
  readonly find: readonly FoundEntry[];
  readonly place: IndexPlace;
  readonly clear: IndexPlace;
  readonly close: null;
}

export type SearchCallName = keyof SearchCalls;

export interface SearchCall {
  readonly id: number;
  readonly call: SearchCallName;
  readonly input: SearchCalls[SearchCallName];
}

export type SearchReply =
  | { readonly id: number; readonly answer: SearchAnswers[SearchCallName] }
  | { readonly id: number; readonly error: string };

export interface ThreadSettings {
  /** Where the index is kept. */
  readonly path: string;
  /** What this environment's streams begin with. */
  readonly streamPrefix: string;
}
