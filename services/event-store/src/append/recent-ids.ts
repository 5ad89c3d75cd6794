import type { Position } from '@dws/kernel';
import type { NewEvent, Revision } from '@dws/ports';

export interface KnownEvent {
  readonly stream: string;
  readonly revision: Revision;
  /** Of the append it came with. */
  readonly position: Position;
}

/**
 * Ids of the latest events, by which an append that expects "any" revision is recognised when it is sent again.
 * As in EventStoreDB this is a cache: it forgets, also on restart. Appends that name a revision do not need it.
 */
export interface RecentIds {
  find(id: string): KnownEvent | undefined;
  remember(stream: string, events: readonly NewEvent[], last: Revision, position: Position): void;
}

/** Two generations of this many ids are kept. */
const GENERATION = 25_000;

export function createRecentIds(): RecentIds {
  let young = new Map<string, KnownEvent>();
  let old = new Map<string, KnownEvent>();
  return {
    find: (id) => young.get(id) ?? old.get(id),
    remember: (stream, events, last, position) => {
      events.forEach((event, i) => {
        young.set(event.id, { stream, revision: last - events.length + 1 + i, position });
      });
      if (young.size < GENERATION) return;
      old = young;
      young = new Map();
    },
  };
}
