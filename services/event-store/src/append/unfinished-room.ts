/** Room for what clients have sent and nobody has answered yet: one for the whole server, however many connect. */
export interface UnfinishedRoom {
  /** False where there is no room for so many bytes more; then nothing is taken. */
  take(bytes: number): boolean;
  give(bytes: number): void;
  /** Bytes taken. */
  held(): number;
}

/** Appends of 1 MiB, the largest that are taken: this many side by side. */
export const MAX_UNFINISHED_BYTES = 128 * 1_048_576;

/** What an event costs in memory beside its data, metadata and type: without it a million empty ones would be free. */
export const EVENT_COST = 400;

export function createUnfinishedRoom(limit = MAX_UNFINISHED_BYTES): UnfinishedRoom {
  let held = 0;
  return {
    take: (bytes) => {
      if (held + bytes > limit) return false;
      held += bytes;
      return true;
    },
    give: (bytes) => {
      held -= bytes;
    },
    held: () => held,
  };
}
