import type { Position } from '@dws/kernel';
import { NO_STREAM, type EventStore, type NewEvent, type Revision } from '@dws/ports';
import type { StreamGates } from '../streams/stream-gates.ts';
import type { StreamStates } from '../streams/stream-states.ts';
import { SETTINGS_STREAM, isMetastream } from '../streams/system-names.ts';
import { lastRevision } from '../streams/visible-part.ts';
import type { AppendQueue } from './append-queue.ts';
import { createCarefulAppender } from './careful-appender.ts';
import { repeated, type CommitDecision } from './commit-check.ts';
import type { Expected } from './expected.ts';
import { createRecentIds } from './recent-ids.ts';
import { createStreamLanes } from './stream-lanes.ts';

/** A writer may name any 64-bit revision; the store counts to this one. */
const MAX_REVISION = 2_147_483_646;

export type Appended =
  | { readonly outcome: 'appended'; readonly revision: Revision; readonly position?: Position }
  | { readonly outcome: 'wrong-expected-version'; readonly actual: Revision }
  /** For ever, or until it is written to again where the writer expected it to exist. */
  | { readonly outcome: 'stream-deleted' };

/** Appends by EventStoreDB's rules on top of a port that knows explicit revisions only. */
export type Appender = (stream: string, expected: Expected, events: readonly NewEvent[]) => Promise<Appended>;

/**
 * Streams that are, or are being, deleted and streams that hold settings take the careful way, one append after the
 * other; all others go straight to the store, which checks their revisions itself.
 */
export function createAppender(
  store: EventStore,
  queue: AppendQueue,
  states: StreamStates,
  gates: StreamGates,
): Appender {
  const recent = createRecentIds();
  const careful = createCarefulAppender({ store, queue, states, gates, recent });
  const lanes = createStreamLanes(queue, revisionOf, needsCare);
  /** Appends that name no revision, by their first id: one that comes again meanwhile waits for the first. */
  const underWay = new Map<string, Promise<Appended>>();

  function needsCare(stream: string): boolean {
    return (
      isMetastream(stream) ||
      stream === SETTINGS_STREAM ||
      gates.closed(stream) !== undefined ||
      states.isTombstoned(stream) ||
      states.isSoftDeleted(stream)
    );
  }

  async function append(stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> {
    if (needsCare(stream)) return careful(stream, expected, events);
    if (events.length === 0) return appendNothing(stream, expected);
    const done = typeof expected === 'number' ? await exactly(stream, expected, events) : await loosely();
    if (done.outcome === 'appended') recent.remember(stream, events, done.revision);
    return done;

    async function loosely(): Promise<Appended> {
      const first = events[0] as NewEvent;
      await underWay.get(first.id)?.catch(() => undefined);
      const running = appendLoosely(stream, expected, events);
      underWay.set(first.id, running);
      try {
        return await running;
      } finally {
        if (underWay.get(first.id) === running) underWay.delete(first.id);
      }
    }
  }

  async function exactly(stream: string, expected: Revision, events: readonly NewEvent[]): Promise<Appended> {
    if (expected > MAX_REVISION)
      return { outcome: 'wrong-expected-version', actual: await revisionOf(stream) };
    const result = await queue.submit({ stream, expectedRevision: expected, events });
    if (result.outcome === 'appended') return result;
    // It may have been deleted since this append was looked at.
    if (needsCare(stream)) return careful(stream, expected, events);
    return { outcome: 'wrong-expected-version', actual: result.actualRevision };
  }

  async function appendLoosely(
    stream: string,
    expected: Expected,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    const decision = repeated(recent, stream, events);
    if (decision.kind !== 'write') return settled(stream, decision);
    if (expected === 'exists' && !(await exists(stream))) {
      return { outcome: 'wrong-expected-version', actual: NO_STREAM };
    }
    const done = await lanes.append(stream, events);
    return done.outcome === 'needs-care' ? careful(stream, expected, events) : done;
  }

  async function settled(stream: string, decision: CommitDecision): Promise<Appended> {
    if (decision.kind !== 'stands') {
      return { outcome: 'wrong-expected-version', actual: await revisionOf(stream) };
    }
    const { revision } = decision;
    const [event] = await store.read(stream, { from: revision, limit: 1 });
    return { outcome: 'appended', revision, ...(event && { position: event.position }) };
  }

  async function appendNothing(stream: string, expected: Expected): Promise<Appended> {
    const actual = await revisionOf(stream);
    const holds = expected === 'any' || (expected === 'exists' ? await exists(stream) : actual === expected);
    return holds ? { outcome: 'appended', revision: actual } : { outcome: 'wrong-expected-version', actual };
  }

  /** A stream that has settings exists, also before its first event. */
  async function exists(stream: string): Promise<boolean> {
    return states.metadataOf(stream) !== undefined || (await revisionOf(stream)) !== NO_STREAM;
  }

  async function revisionOf(stream: string): Promise<Revision> {
    return (await lastRevision(store, stream)) ?? NO_STREAM;
  }

  return append;
}
