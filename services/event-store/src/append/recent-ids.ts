import type { NewEvent, Revision } from '@dws/ports';

export interface KnownEvent {
  readonly stream: string;
  readonly revision: Revision;
}

/**
 * Ids of the latest events, by which an append that names no revision is recognised when it is sent again. As in
 * EventStoreDB this is a cache: it forgets, also on restart. Appends that name a revision do not need it.
 */
export interface RecentIds {
  find(id: string): KnownEvent | undefined;
  remember(stream: string, events: readonly NewEvent[], last: Revision): void;
}

/** Two generations of this many ids are kept. */
const GENERATION = 25_000;

export function createRecentIds(): RecentIds {
  let young = new Map<string, KnownEvent>();
  let old = new Map<string, KnownEvent>();
  return {
    find: (id) => young.get(id) ?? old.get(id),
    remember: (stream, events, last) => {
      let revision = last - events.length;
      for (const { id } of events) young.set(id, { stream, revision: (revision += 1) });
      if (young.size < GENERATION) return;
      old = young;
      young = new Map();
    },
  };
}
