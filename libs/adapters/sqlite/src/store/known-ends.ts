import { NO_STREAM, type Revision } from '@dws/ports';
import type { RecentLog } from './recent-log.ts';
import { TwoGenerationCache } from './two-generation-cache.ts';

/** Streams whose end is remembered; about 150 bytes each. */
const KNOWN_STREAMS = 20_000;

interface KnownEnd {
  readonly revision: Revision;
  /** Position that the end was known at, in the log of all streams. */
  asOf: number;
}

/**
 * Where streams ended when they were last read whole. As long as memory holds everything that was written since,
 * that there is nothing new needs no question to the thread, which may stand in the middle of a commit: a case
 * that does not exist yet, and the control orders before every claim, are asked for all the time.
 */
export class KnownEnds {
  readonly #recent: RecentLog;
  readonly #ends = new TwoGenerationCache<string, KnownEnd>(KNOWN_STREAMS);

  constructor(recent: RecentLog) {
    this.#recent = recent;
  }

  /** Position to note a read with, taken before the thread is asked: what it answers covers at least this. */
  now(): number {
    return this.#recent.nextPosition - 1;
  }

  /** @param revision last one, `NO_STREAM` where the stream does not exist. */
  note(stream: string, revision: Revision, asOf: number): void {
    this.#ends.set(stream, { revision, asOf });
  }

  /** True where the stream certainly has no event at `from` or after it. */
  hasNothingFrom(stream: string, from: Revision): boolean {
    const known = this.#ends.get(stream);
    if (!known || known.revision >= from) return false;
    if (this.#recent.firstPosition > known.asOf + 1 || this.#recent.ofStream(stream)) return false;
    known.asOf = this.now();
    return true;
  }

  /** True where the stream certainly does not exist. */
  isAbsent(stream: string): boolean {
    return this.hasNothingFrom(stream, NO_STREAM + 1);
  }
}
