import type { EventFilter } from '@dws/ports';
import type { PackedChunk } from './packed-chunk.ts';

/** A filter made ready for many tests. */
export class ReadyFilter {
  readonly filter: EventFilter;
  readonly #prefixes: readonly string[] | undefined;
  readonly #types: ReadonlySet<string> | undefined;

  constructor(filter: EventFilter) {
    this.filter = filter;
    this.#prefixes = filter.streamPrefixes;
    this.#types = filter.eventTypes && new Set(filter.eventTypes);
  }

  /** Tested before the events are taken apart. */
  wantsStream(chunk: PackedChunk): boolean {
    return this.#prefixes === undefined || this.#prefixes.some((prefix) => chunk.stream.startsWith(prefix));
  }

  wantsType(type: string): boolean {
    return this.#types === undefined || this.#types.has(type);
  }
}
