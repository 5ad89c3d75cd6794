import { streamDeleted } from '../rpc-error.ts';
import { TOMBSTONE_TYPE } from '../../streams/system-names.ts';
import { lastRevision } from '../../streams/visible-part.ts';
import type { Follower } from './follow.ts';
import type { ReadCall } from './read-call.ts';
import type { ReadContext } from './read-context.ts';
import { visiblePages } from './visible-pages.ts';

/**
 * Follows one stream, exclusive of `from`. A stream that does not exist yet, or was deleted and may come back, is
 * waited for; what its settings hide is passed over while catching up. A tombstone is its last event.
 * @throws RpcError FAILED_PRECONDITION once the stream has a tombstone.
 */
export async function streamFollower(
  { store, states, clock }: ReadContext,
  call: ReadCall,
  stream: string,
  from: number | 'start' | 'end',
): Promise<Follower> {
  let have = from === 'start' ? -1 : from === 'end' ? ((await lastRevision(store, stream)) ?? -1) : from;

  return {
    catchUp: async () => {
      if (states.isTombstoned(stream)) throw streamDeleted(stream);
      if (states.isSoftDeleted(stream)) return;
      const wanted = { stream, from: have + 1, direction: 'forwards', count: Infinity } as const;
      for await (const events of visiblePages(store, states, () => clock.now(), wanted)) {
        await call.sendEvents(events);
        have = events.at(-1)?.revision ?? have;
        if (call.signal.aborted) return;
      }
    },
    take: async (batch) => {
      const news = batch.events.filter((event) => event.stream === stream && event.revision > have);
      const last = news.at(-1);
      if (!last) return;
      have = last.revision;
      await call.sendEvents(news);
      if (last.type === TOMBSTONE_TYPE && states.isTombstoned(stream)) throw streamDeleted(stream);
    },
    atEnd: async () => {},
  };
}
