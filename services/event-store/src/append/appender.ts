import type { Position } from '@dws/kernel';
import { NO_STREAM, type EventStore, type NewEvent, type Revision } from '@dws/ports';
import type { AppendQueue } from './append-queue.ts';
import type { Expected } from './expected.ts';
import { createRecentIds } from './recent-ids.ts';
import { createStreamLanes } from './stream-lanes.ts';

export type Appended =
  | { readonly outcome: 'appended'; readonly revision: Revision; readonly position?: Position }
  | { readonly outcome: 'wrong-expected-version'; readonly actual: Revision }
  /** Some of the events stand where they were sent before, others do not: nothing was written. */
  | { readonly outcome: 'invalid-transaction' };

/** Appends by EventStoreDB's rules on top of a port that knows explicit revisions only. */
export type Appender = (stream: string, expected: Expected, events: readonly NewEvent[]) => Promise<Appended>;

export function createAppender(store: EventStore, queue: AppendQueue): Appender {
  const recent = createRecentIds();
  const lanes = createStreamLanes(queue, lastRevision);

  return async (stream, expected, events) => {
    if (events.length === 0) return appendNothing(stream, expected);
    const done = typeof expected === 'number' ? await exactly(stream, expected, events) : await loosely();
    if (done.outcome === 'appended' && done.position) {
      recent.remember(stream, events, done.revision, done.position);
    }
    return done;

    async function loosely(): Promise<Appended> {
      const repeated = alreadyThere(stream, events);
      if (repeated) return repeated;
      if (expected === 'exists' && (await lastRevision(stream)) === NO_STREAM) {
        return { outcome: 'wrong-expected-version', actual: NO_STREAM };
      }
      return lanes.append(stream, events);
    }
  };

  async function exactly(
    stream: string,
    expectedRevision: Revision,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    const result = await queue.submit({ stream, expectedRevision, events });
    if (result.outcome === 'appended') return result;
    if (await standsInPart(stream, expectedRevision, events)) return { outcome: 'invalid-transaction' };
    return { outcome: 'wrong-expected-version', actual: result.actualRevision };
  }

  async function standsInPart(
    stream: string,
    expected: Revision,
    events: readonly NewEvent[],
  ): Promise<boolean> {
    const [standing] = await store.read(stream, { from: expected + 1, limit: 1 });
    return standing !== undefined && standing.id === events[0]?.id;
  }

  function alreadyThere(stream: string, events: readonly NewEvent[]): Appended | undefined {
    const known = events
      .map(({ id }) => recent.find(id))
      .map((event) => (event?.stream === stream ? event : undefined));
    if (!known[0]) return undefined;
    const last = known.at(-1);
    if (!last || known.includes(undefined)) return { outcome: 'invalid-transaction' };
    return { outcome: 'appended', revision: last.revision, position: last.position };
  }

  async function appendNothing(stream: string, expected: Expected): Promise<Appended> {
    const actual = await lastRevision(stream);
    const holds = expected === 'any' || (expected === 'exists' ? actual !== NO_STREAM : actual === expected);
    return holds ? { outcome: 'appended', revision: actual } : { outcome: 'wrong-expected-version', actual };
  }

  async function lastRevision(stream: string): Promise<Revision> {
    const [last] = await store.read(stream, { direction: 'backwards', limit: 1 });
    return last?.revision ?? NO_STREAM;
  }
}
