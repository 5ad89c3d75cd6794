import { randomUUID } from 'node:crypto';
import { DwsError, type Position } from '@dws/kernel';
import { NO_STREAM, type Append, type EventStore, type Revision } from '@dws/ports';
import type { StreamGates } from '../streams/stream-gates.ts';
import type { StreamStates } from '../streams/stream-states.ts';
import { SOFT_DELETED } from '../streams/stream-settings.ts';
import { TOMBSTONES_STREAM, TOMBSTONE_NOTED_TYPE, TOMBSTONE_TYPE } from '../streams/system-names.ts';
import { lastRevision } from '../streams/visible-part.ts';
import type { AppendQueue } from './append-queue.ts';
import type { Appender } from './appender.ts';
import { settingsAppend } from './careful-appender.ts';
import { checkCommit } from './commit-check.ts';
import type { Expected } from './expected.ts';
import { createRecentIds } from './recent-ids.ts';

export type Deleted =
  | { readonly outcome: 'deleted'; readonly position: Position }
  | { readonly outcome: 'wrong-expected-version'; readonly actual: Revision }
  | { readonly outcome: 'stream-deleted' };

/**
 * Hides a stream (`soft`: it comes back with the next append, without what stood before) or ends it for ever
 * (`tombstone`). Neither removes an event from the store.
 */
export type Deleter = (kind: 'soft' | 'tombstone', stream: string, expected: Expected) => Promise<Deleted>;

interface DeleterContext {
  readonly store: EventStore;
  readonly queue: AppendQueue;
  readonly states: StreamStates;
  readonly gates: StreamGates;
  readonly append: Appender;
}

/** Appends that were under way when a deletion began may get in between so often. */
const MAX_ATTEMPTS = 1_000;

export function createDeleter({ store, queue, states, gates, append }: DeleterContext): Deleter {
  /** A deletion is no event that could come again. */
  const nothingRecent = createRecentIds();

  return async (kind, stream, expected) => {
    if (kind === 'tombstone' && !states.isTombstoned(stream)) await note(stream);
    return gates.alone(stream, async () => {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
        if (states.isTombstoned(stream)) return { outcome: 'stream-deleted' };
        const last = (await lastRevision(store, stream)) ?? NO_STREAM;
        const metadata = states.metadataOf(stream);
        const softDeleted = states.isSoftDeleted(stream);
        const found = { stream, last, softDeleted, hasSettings: metadata !== undefined };
        const decision = await checkCommit(store, nothingRecent, found, expected, []);
        if (decision.kind === 'stream-deleted') return { outcome: 'stream-deleted' };
        const nothingThere = kind === 'soft' && last === NO_STREAM && !metadata;
        if (decision.kind !== 'write' || nothingThere) {
          return { outcome: 'wrong-expected-version', actual: last };
        }
        const position =
          kind === 'soft' ? await hide(stream, metadata?.revision ?? NO_STREAM) : await bury(stream, last);
        if (position) return { outcome: 'deleted', position };
      }
      throw new DwsError('store-unavailable', `${stream} is written to faster than it can be deleted.`);
    });
  };

  /** Before the tombstone itself: whoever loads the store looks at the streams that are noted, and at no others. */
  async function note(stream: string): Promise<void> {
    const data = Buffer.from(stream, 'utf8');
    const event = { id: randomUUID(), type: TOMBSTONE_NOTED_TYPE, data, metadata: Buffer.alloc(0) };
    await append(TOMBSTONES_STREAM, 'any', [{ ...event, format: 'binary' }]);
  }

  async function hide(stream: string, metadataRevision: Revision): Promise<Position | undefined> {
    const settings = settingsAppend(stream, metadataRevision, SOFT_DELETED) as Append;
    const result = await queue.submit(settings);
    if (result.outcome === 'conflict') return undefined;
    states.learn({ stream: settings.stream, revision: result.revision, data: SOFT_DELETED });
    return result.position;
  }

  async function bury(stream: string, last: Revision): Promise<Position | undefined> {
    const empty = Buffer.alloc(0);
    const event = { id: randomUUID(), type: TOMBSTONE_TYPE, data: empty, metadata: empty };
    const result = await queue.submit({
      stream,
      expectedRevision: last,
      events: [{ ...event, format: 'binary' }],
    });
    if (result.outcome === 'conflict') return undefined;
    states.bury(stream, result.revision);
    return result.position;
  }
}
