import type { ReadCall } from './read-call.ts';
import type { ReadContext } from './read-context.ts';
import { lastStreamRevision, streamNotFound } from './messages.ts';
import { streamDeleted } from '../rpc-error.ts';
import { lastRevision } from '../../streams/visible-part.ts';
import { visiblePages } from './visible-pages.ts';

interface StreamRead {
  readonly stream: string;
  readonly from: number | 'start' | 'end';
  readonly direction: 'forwards' | 'backwards';
  readonly count: number;
  readonly tellsLastRevision: boolean;
}

/**
 * Reads a stream in pages, inclusive of `from`. A stream that does not exist, or was deleted and has not come back, is
 * told apart from an empty page.
 * @throws RpcError FAILED_PRECONDITION for a stream with a tombstone.
 */
export async function readStream(context: ReadContext, call: ReadCall, read: StreamRead): Promise<void> {
  const { store, states, clock } = context;
  const { stream, direction, count } = read;
  if (states.isTombstoned(stream)) throw streamDeleted(stream);
  const first = states.isSoftDeleted(stream) ? undefined : await firstRevision(context, read);
  if (first === undefined) {
    await call.send(streamNotFound(stream));
    return;
  }
  let found = false;
  const now = (): number => clock.now();
  for await (const events of visiblePages(store, states, now, { stream, from: first, direction, count })) {
    found = true;
    await call.sendEvents(events);
    if (call.signal.aborted) return;
  }
  if (found && !read.tellsLastRevision) return;
  const last = await lastRevision(store, stream);
  if (last === undefined) await call.send(streamNotFound(stream));
  else if (read.tellsLastRevision) await call.send(lastStreamRevision(last));
}

async function firstRevision({ store }: ReadContext, read: StreamRead): Promise<number | undefined> {
  if (read.direction === 'forwards' && read.from !== 'end') return read.from === 'start' ? 0 : read.from;
  const last = await lastRevision(store, read.stream);
  if (last === undefined) return undefined;
  if (read.from === 'start') return 0;
  if (read.from === 'end') return read.direction === 'forwards' ? last + 1 : last;
  return Math.min(read.from, last);
}
