import { Buffer } from 'node:buffer';
import { slabEntries } from './append-slab.ts';
import { OUTCOME_APPENDED, RESULT_WIDTH, type StoreNews } from './calls.ts';
import { PackedChunk } from './packed-chunk.ts';
import type { RecentLog } from './recent-log.ts';
import type { TypeNumbers } from './type-numbers.ts';

/** Puts what another client wrote in its place in memory, and wakes whoever follows the log. */
export function takeNews(news: StoreNews, types: TypeNumbers, recent: RecentLog): void {
  if (news.kind === 'places') for (const place of news.places) recent.push(PackedChunk.elsewhere(place));
  else {
    types.learn(news.newTypes);
    let at = 0;
    for (const { stream, expectedRevision, count, events } of slabEntries(Buffer.from(news.slab))) {
      const [outcome, , position = 0] = news.results.subarray(at, (at += RESULT_WIDTH));
      if (outcome !== OUTCOME_APPENDED) continue;
      const { createdAt } = news;
      const row = {
        position: position - count + 1,
        revision: expectedRevision + 1,
        count,
        createdAt,
        events,
      };
      recent.push(new PackedChunk(stream, row, types.names));
    }
  }
  recent.wake();
}
