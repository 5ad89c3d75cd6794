import type { PackedChunk } from './packed-chunk.ts';

/** Chunks are dropped from the front this many at a time, so that an array's head is not moved for each. */
const COMPACT_AT = 1_024;

/** What the place of events that are not held counts for, so that these are bounded too. */
const PLACE_BYTES = 200;

function sizeOf({ isHeld, bytes }: PackedChunk): number {
  return isHeld ? bytes.byteLength : PLACE_BYTES;
}

/**
 * The newest end of the log, in memory and bounded in bytes. Every client of the storage thread is told of every
 * append in the order of the commits, so this never disagrees with the disk; it holds only what is durable.
 */
export class RecentLog {
  readonly #maxBytes: number;
  readonly #byStream = new Map<string, PackedChunk[]>();
  readonly #waiting = new Set<() => void>();
  #chunks: PackedChunk[] = [];
  #dropped = 0;
  #bytes = 0;
  #next: number;
  #first: number;

  constructor(maxBytes: number, nextPosition: number) {
    this.#maxBytes = maxBytes;
    this.#next = nextPosition;
    this.#first = nextPosition;
  }

  /** Position of the oldest event held. */
  get firstPosition(): number {
    return this.#first;
  }

  /** Position that the next event will have. */
  get nextPosition(): number {
    return this.#next;
  }

  /** Chunks come in log order. One that does not continue the log, after a lost answer, begins it anew. */
  push(chunk: PackedChunk): void {
    if (chunk.position !== this.#next) this.#restart(chunk.position);
    this.#chunks.push(chunk);
    this.#next = chunk.lastPosition + 1;
    this.#bytes += sizeOf(chunk);
    const ofStream = this.#byStream.get(chunk.stream);
    if (ofStream) ofStream.push(chunk);
    else this.#byStream.set(chunk.stream, [chunk]);
    while (this.#bytes > this.#maxBytes && this.#dropped < this.#chunks.length) this.#dropOldest();
  }

  /** Told that events up to `position` are durable that were never pushed: their answer was lost. */
  missed(position: number): void {
    if (position < this.#next) return;
    this.#restart(position + 1);
    this.#next = position + 1;
  }

  /** The newest chunks of a stream, without a gap up to its end; `undefined` where none is held. */
  ofStream(stream: string): readonly PackedChunk[] | undefined {
    return this.#byStream.get(stream);
  }

  /** Chunks from the one that holds `position` on, at most `limit`. */
  from(position: number, limit: number): readonly PackedChunk[] {
    let low = this.#dropped;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#chunks[middle] as PackedChunk).lastPosition < position) low = middle + 1;
      else high = middle;
    }
    return this.#chunks.slice(low, low + limit);
  }

  /** Calls everybody who waits for the log to grow. */
  wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resume of waiting) resume();
  }

  /** Resolves at the next `wake`, or when `signal` aborts. */
  grown(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const resume = (): void => {
        signal.removeEventListener('abort', resume);
        this.#waiting.delete(resume);
        resolve();
      };
      if (signal.aborted) {
        resolve();
        return;
      }
      this.#waiting.add(resume);
      signal.addEventListener('abort', resume, { once: true });
    });
  }

  #restart(position: number): void {
    this.#chunks = [];
    this.#byStream.clear();
    this.#dropped = 0;
    this.#bytes = 0;
    this.#first = position;
  }

  #dropOldest(): void {
    const chunk = this.#chunks[this.#dropped] as PackedChunk;
    this.#dropped += 1;
    this.#bytes -= sizeOf(chunk);
    this.#first = chunk.lastPosition + 1;
    const ofStream = this.#byStream.get(chunk.stream) as PackedChunk[];
    ofStream.shift();
    if (ofStream.length === 0) this.#byStream.delete(chunk.stream);
    if (this.#dropped < COMPACT_AT) return;
    this.#chunks = this.#chunks.slice(this.#dropped);
    this.#dropped = 0;
  }
}
