/** Who is calling, and what its service may do. `*` in a list means everything. */
export interface Identity {
  readonly name: string;
  /** Event types it may write. */
  readonly writes: readonly string[];
  /** Prefixes of the streams it may read. */
  readonly reads: readonly string[];
}

/** Whoever reaches a server that listens on loopback only and knows no identities. */
export const ANONYMOUS: Identity = { name: 'anonymous', writes: ['*'], reads: ['*'] };

export function mayWrite(identity: Identity, eventType: string): boolean {
  return identity.writes.includes('*') || identity.writes.includes(eventType);
}

export function mayReadStream(identity: Identity, stream: string): boolean {
  return identity.reads.some((prefix) => prefix === '*' || stream.startsWith(prefix));
}

/**
 * The whole log may be read by who may read everything; others only through a filter on stream prefixes, each
 * of which lies inside what they may read.
 */
export function mayReadAll(identity: Identity, streamPrefixes: readonly string[] | undefined): boolean {
  if (identity.reads.includes('*')) return true;
  if (!streamPrefixes || streamPrefixes.length === 0) return false;
  return streamPrefixes.every((prefix) => mayReadStream(identity, prefix));
}
