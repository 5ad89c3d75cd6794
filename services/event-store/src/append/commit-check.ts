import { NO_STREAM, type EventStore, type NewEvent, type Revision } from '@dws/ports';
import type { Expected } from './expected.ts';
import type { RecentIds } from './recent-ids.ts';

/** A stream as a writer finds it. */
export interface StreamFound {
  readonly stream: string;
  /** Of its last event, shown or not. */
  readonly last: Revision;
  readonly softDeleted: boolean;
  readonly hasSettings: boolean;
}

export type CommitDecision =
  | { readonly kind: 'write' }
  /** These events stand already; the revision is the last one's. */
  | { readonly kind: 'stands'; readonly revision: Revision }
  | { readonly kind: 'wrong-expected-version' }
  | { readonly kind: 'stream-deleted' };

const WRITE: CommitDecision = { kind: 'write' };
const WRONG: CommitDecision = { kind: 'wrong-expected-version' };

/**
 * EventStoreDB's rules for what an append (or a deletion, which brings no events) finds. Events that come again are
 * recognised by their ids: at the revisions the writer names, or, where it names none, in the cache of recent ids. If
 * only some of them stand, it is a conflict.
 */
export async function checkCommit(
  store: EventStore,
  recent: RecentIds,
  found: StreamFound,
  expected: Expected,
  events: readonly NewEvent[],
): Promise<CommitDecision> {
  if (typeof expected !== 'number') {
    if (expected === 'exists' && found.softDeleted) return { kind: 'stream-deleted' };
    if (expected === 'exists' && found.last === NO_STREAM && !found.hasSettings) return WRONG;
    return repeated(recent, found.stream, events);
  }
  if (expected === found.last) return WRITE;
  if (expected > found.last) return WRONG;
  const standing = await standingAfter(store, found.stream, expected, events);
  if (standing === events.length && standing > 0) return { kind: 'stands', revision: expected + standing };
  return standing === 0 && expected === NO_STREAM && found.softDeleted ? WRITE : WRONG;
}

/** What the cache of recent ids says of events whose writer names no revision. */
export function repeated(recent: RecentIds, stream: string, events: readonly NewEvent[]): CommitDecision {
  let revision = NO_STREAM;
  for (const [index, { id }] of events.entries()) {
    const known = recent.find(id);
    if (known?.stream !== stream) return index === 0 ? WRITE : WRONG;
    revision = known.revision;
  }
  return events.length === 0 ? WRITE : { kind: 'stands', revision };
}

/** How many of the events, counted from the first, stand right after `expected`. */
async function standingAfter(
  store: EventStore,
  stream: string,
  expected: Revision,
  events: readonly NewEvent[],
): Promise<number> {
  const standing = await store.read(stream, { from: expected + 1, limit: events.length });
  const differs = events.findIndex(({ id }, index) => standing[index]?.id !== id);
  return differs === -1 ? events.length : differs;
}
