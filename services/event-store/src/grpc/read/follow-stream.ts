import type { EventStore } from '@dws/ports';
import type { Follower } from './follow.ts';
import { PAGE } from './page.ts';
import type { ReadCall } from './read-call.ts';

/** Follows one stream, exclusive of `from`. A stream that does not exist yet is waited for. */
export async function streamFollower(
  store: EventStore,
  call: ReadCall,
  stream: string,
  from: number | 'start' | 'end',
): Promise<Follower> {
  let have = from === 'start' ? -1 : from === 'end' ? await lastRevision() : from;

  async function lastRevision(): Promise<number> {
    const [last] = await store.read(stream, { direction: 'backwards', limit: 1 });
    return last?.revision ?? -1;
  }

  return {
    catchUp: async () => {
      while (!call.signal.aborted) {
        const events = await store.read(stream, { from: have + 1, limit: PAGE });
        await call.sendEvents(events);
        have = events.at(-1)?.revision ?? have;
        if (events.length < PAGE) return;
      }
    },
    take: async (batch) => {
      const news = batch.events.filter((event) => event.stream === stream && event.revision > have);
      have = news.at(-1)?.revision ?? have;
      await call.sendEvents(news);
    },
    atEnd: async () => {},
  };
}
