/** A signed note on a trail's head, as text; @dws/audit defines its form. */
export interface StoredSeal {
  /** Stream of the trail. */
  readonly stream: string;
  readonly text: string;
}

/**
 * Keeps seals outside the event store, so that whoever rewrites the store does not thereby rewrite them. What
 * is appended stays as it was.
 *
 * Errors: `seal-store-unavailable`.
 */
export interface SealStore {
  /** Durable when the promise resolves. Repeating a seal is harmless. */
  append(seal: StoredSeal): Promise<void>;
  /** Every seal of a trail, oldest first; empty where there is none. */
  read(stream: string): Promise<readonly string[]>;
  /** The newest seal of a trail; `null` where there is none. */
  last(stream: string): Promise<string | null>;
  /** Trails that have seals, sorted. */
  streams(): Promise<readonly string[]>;
}
