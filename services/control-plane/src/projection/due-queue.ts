import type { Instant } from '@dws/kernel';
import TinyQueue from 'tinyqueue';
import type { CaseEntry } from './case-entry.ts';

interface Place {
  readonly at: Instant;
  readonly entry: CaseEntry;
}

/**
 * Cases by the time at which something of them may be due. A case stands in it once with effect: under its
 * earliest time. A time that was put off is noticed when it comes up.
 */
export class DueQueue {
  readonly #queue = new TinyQueue<Place>([], (a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

  /** Makes sure the case comes up at `at` at the latest. */
  put(entry: CaseEntry, at: Instant): void {
    if (entry.queuedAt !== '' && entry.queuedAt <= at) return;
    entry.queuedAt = at;
    this.#queue.push({ at, entry });
  }

  /** The cases that come up by `now`, earliest first, at most `limit`; they leave the queue. */
  take(now: Instant, limit: number): readonly CaseEntry[] {
    const taken: CaseEntry[] = [];
    for (let next = this.#queue.peek(); next && next.at <= now && taken.length < limit;) {
      this.#queue.pop();
      if (next.entry.queuedAt === next.at) {
        next.entry.queuedAt = '';
        taken.push(next.entry);
      }
      next = this.#queue.peek();
    }
    return taken;
  }
}
