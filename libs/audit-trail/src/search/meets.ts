import type { Names } from '@dws/application';
import type { TrailEvent } from '@dws/audit';
import { matches } from './matches.ts';
import type { Query } from './query.ts';
import { searchedEntry } from './searched-entry.ts';

/** Whether an event of a trail is what the query asks for. What no recorder wrote meets the empty query alone. */
export function meets(event: TrailEvent, query: Query, names: Pick<Names, 'ownStream'>): boolean {
  if (query.length === 0) return true;
  const entry = searchedEntry(event, names);
  return entry !== null && matches(entry, query);
}
