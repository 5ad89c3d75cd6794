import { DwsError, isDwsError, type Position } from '@dws/kernel';
import {
  MAX_APPEND_BYTES,
  NO_STREAM,
  type Append,
  type AppendResult,
  type ReadOptions,
  type RecordedEvent,
  type Revision,
} from '@dws/ports';
import type { AppendChannel } from './append-channel.ts';
import type { EventStoreDbBounds } from './bounds.ts';
import { pauseBefore } from './pause.ts';

type Read = (stream: string, options: ReadOptions) => Promise<readonly RecordedEvent[]>;

/**
 * Appends until it is known what became of it: an append whose answer was lost is sent again as it was, which
 * its event ids make safe.
 */
export async function appendOne(
  append: Append,
  channel: AppendChannel,
  read: Read,
  bounds: EventStoreDbBounds,
): Promise<AppendResult> {
  assertSize(append);
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await channel.send(append);
      if (answer.outcome === 'conflict') return answer;
      if (answer.outcome === 'appended') {
        const { revision, position } = answer;
        return { outcome: 'appended', revision, position: position ?? (await positionOf(revision)) };
      }
      const settled = await settleByReading(append, read);
      if (settled) return settled;
    } catch (error) {
      if (!isDwsError(error, 'store-outcome-unknown') || attempt >= bounds.appendRetries) throw error;
    }
    if (attempt >= bounds.appendRetries) {
      throw new DwsError('store-outcome-unknown', `The append to ${append.stream} could not be settled.`);
    }
    await pauseBefore(attempt, bounds);
  }

  /** A server that recognised a repeated append need not say where it stands. */
  async function positionOf(revision: Revision): Promise<Position> {
    const [event] = await read(append.stream, { from: revision, limit: 1 });
    if (event) return event.position;
    throw new DwsError('store-outcome-unknown', `Revision ${revision} of ${append.stream} cannot be read.`);
  }
}

/** `undefined` when nothing stands where the append belongs: then it may be sent again. */
async function settleByReading(append: Append, read: Read): Promise<AppendResult | undefined> {
  const { stream, expectedRevision, events } = append;
  const standing = await read(stream, { from: expectedRevision + 1, limit: events.length });
  const last = standing.at(-1);
  if (!last) return undefined;
  if (events.every(({ id }, i) => standing[i]?.id === id)) {
    return { outcome: 'appended', revision: last.revision, position: last.position };
  }
  const [actual] = await read(stream, { direction: 'backwards', limit: 1 });
  return { outcome: 'conflict', actualRevision: actual?.revision ?? NO_STREAM };
}

function assertSize({ stream, events }: Append): void {
  const bytes = events.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0);
  if (bytes <= MAX_APPEND_BYTES) return;
  const message = `Expected at most ${MAX_APPEND_BYTES} bytes in one append to ${stream}, found ${bytes}.`;
  throw new DwsError('event-too-large', message, { stream, bytes });
}
