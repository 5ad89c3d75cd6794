/**
 * A place in the whole store's log, in the two numbers that EventStoreDB gives. The embedded store uses its
 * sequence number for both.
 */
export interface Position {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** Before the first event. */
export const START: Position = { commit: -1n, prepare: -1n };

/** Negative when `a` is earlier, 0 when equal, positive when later. */
export function comparePositions(a: Position, b: Position): number {
  if (a.commit !== b.commit) return a.commit < b.commit ? -1 : 1;
  if (a.prepare !== b.prepare) return a.prepare < b.prepare ? -1 : 1;
  return 0;
}

/** Text form `commit/prepare`, as it stands in metadata, seals and the CLI. */
export function formatPosition(position: Position): string {
  return `${position.commit}/${position.prepare}`;
}

/** @throws RangeError when the text is not `commit/prepare`. */
export function parsePosition(text: string): Position {
  const match = /^(-?\d+)\/(-?\d+)$/.exec(text);
  if (!match?.[1] || !match[2]) throw new RangeError(`expected a position "commit/prepare", found "${text}"`);
  return { commit: BigInt(match[1]), prepare: BigInt(match[2]) };
}
