import { randomUUID } from 'node:crypto';
import { DwsError } from '@dws/kernel';
import { NO_STREAM, type Append, type EventStore, type NewEvent, type Revision } from '@dws/ports';
import type { StreamGates } from '../streams/stream-gates.ts';
import type { StreamStates } from '../streams/stream-states.ts';
import { undeletedAt } from '../streams/stream-settings.ts';
import { METADATA_TYPE, isMetastream, metastreamOf, originalOf } from '../streams/system-names.ts';
import { lastRevision } from '../streams/visible-part.ts';
import type { AppendQueue } from './append-queue.ts';
import type { Appended, Appender } from './appender.ts';
import { checkCommit } from './commit-check.ts';
import type { RecentIds } from './recent-ids.ts';

export interface CarefulContext {
  readonly store: EventStore;
  readonly queue: AppendQueue;
  readonly states: StreamStates;
  readonly gates: StreamGates;
  readonly recent: RecentIds;
}

/** Another writer may get in between so often; there is none beside this server. */
const MAX_ATTEMPTS = 10;

/** Appends alone for its stream, with what the stream is checked at each attempt. */
export function createCarefulAppender(context: CarefulContext): Appender {
  const { store, queue, states, gates, recent } = context;

  return (stream, expected, events) =>
    gates.alone(isMetastream(stream) ? originalOf(stream) : stream, async () => {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
        if (states.isTombstoned(stream)) return { outcome: 'stream-deleted' };
        const last = (await lastRevision(store, stream)) ?? NO_STREAM;
        const found = {
          stream,
          last,
          softDeleted: states.isSoftDeleted(stream),
          hasSettings: states.metadataOf(stream) !== undefined,
        };
        const decision = await checkCommit(store, recent, found, expected, events);
        if (decision.kind === 'stream-deleted') return { outcome: 'stream-deleted' };
        if (decision.kind === 'wrong-expected-version') {
          return { outcome: 'wrong-expected-version', actual: last };
        }
        if (decision.kind === 'stands') return standing(stream, decision.revision);
        if (events.length === 0) return { outcome: 'appended', revision: last };
        const done = await write(stream, last, events);
        if (done) return done;
      }
      throw new DwsError('store-unavailable', `${stream} is written to by somebody beside this server.`);
    });

  async function standing(stream: string, revision: Revision): Promise<Appended> {
    const [event] = await store.read(stream, { from: revision, limit: 1 });
    return { outcome: 'appended', revision, ...(event && { position: event.position }) };
  }

  /** `undefined` when somebody else was first. What follows from the append goes into the same write. */
  async function write(
    stream: string,
    last: Revision,
    events: readonly NewEvent[],
  ): Promise<Appended | undefined> {
    const followUp = isMetastream(stream)
      ? await settingsUndeleted(originalOf(stream), last + events.length, events.at(-1)?.data)
      : undeletion(stream, last + 1);
    const writing = queue.submit({ stream, expectedRevision: last, events });
    const following = followUp && queue.submit(followUp);
    const result = await writing;
    await following;
    if (result.outcome === 'conflict') return undefined;
    recent.remember(stream, events, result.revision);
    learn({ stream, expectedRevision: last, events });
    if (followUp) learn(followUp);
    return result;
  }

  /** Writing to a soft deleted stream brings it back: what stood before stays hidden. */
  function undeletion(stream: string, revision: Revision): Append | undefined {
    const metadata = states.metadataOf(stream);
    if (!metadata || !states.isSoftDeleted(stream)) return undefined;
    return settingsAppend(stream, metadata.revision, undeletedAt(metadata.json, revision));
  }

  /** Writing settings to a soft deleted stream brings it back as well, with these settings. */
  async function settingsUndeleted(
    original: string,
    metadataRevision: Revision,
    json: Uint8Array | undefined,
  ): Promise<Append | undefined> {
    if (!json || !states.isSoftDeleted(original)) return undefined;
    const last = (await lastRevision(store, original)) ?? NO_STREAM;
    return settingsAppend(original, metadataRevision, undeletedAt(json, last + 1));
  }

  function learn({ stream, expectedRevision, events }: Append): void {
    const last = events.at(-1);
    if (last) states.learn({ ...last, stream, revision: expectedRevision + events.length });
  }
}

/** The append that gives a stream new settings, as the server itself writes them. */
export function settingsAppend(
  stream: string,
  expectedRevision: Revision,
  json: Buffer | undefined,
): Append | undefined {
  if (!json) return undefined;
  const event = { id: randomUUID(), type: METADATA_TYPE, data: json, metadata: Buffer.alloc(0) };
  return { stream: metastreamOf(stream), expectedRevision, events: [event] };
}
