import type { EventStore } from '@dws/ports';
import type { ReadCall } from './read-call.ts';
import { streamNotFound } from './messages.ts';
import { PAGE } from './page.ts';

interface StreamRead {
  readonly stream: string;
  readonly from: number | 'start' | 'end';
  readonly direction: 'forwards' | 'backwards';
  readonly count: number;
}

/** Reads a stream in pages, inclusive of `from`. A stream that does not exist is told apart from an empty page. */
export async function readStream(store: EventStore, call: ReadCall, read: StreamRead): Promise<void> {
  const { stream, direction } = read;
  const step = direction === 'forwards' ? 1 : -1;
  let next = await firstRevision(store, read);
  if (next === undefined) {
    await call.send(streamNotFound(stream));
    return;
  }
  let wanted = read.count;
  let found = false;
  while (wanted > 0 && next >= 0 && !call.signal.aborted) {
    const limit = Math.min(PAGE, wanted);
    const events = await store.read(stream, { from: next, direction, limit });
    const last = events.at(-1);
    if (!last) break;
    found = true;
    await call.sendEvents(events);
    wanted -= events.length;
    next = last.revision + step;
    if (events.length < limit) break;
  }
  if (!found && (await lastRevision(store, stream)) === undefined) await call.send(streamNotFound(stream));
}

async function firstRevision(store: EventStore, read: StreamRead): Promise<number | undefined> {
  if (read.from === 'start') return 0;
  const last =
    read.direction === 'backwards' || read.from === 'end' ? await lastRevision(store, read.stream) : 0;
  if (last === undefined) return undefined;
  if (read.from === 'end') return read.direction === 'forwards' ? last + 1 : last;
  return read.direction === 'backwards' ? Math.min(read.from, last) : read.from;
}

async function lastRevision(store: EventStore, stream: string): Promise<number | undefined> {
  const [last] = await store.read(stream, { direction: 'backwards', limit: 1 });
  return last?.revision;
}
