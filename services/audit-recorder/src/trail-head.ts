import { emptyHead, hashOf, parseCopyMetadata, type ChainHead } from '@dws/audit';
import { DwsError, parsePosition, START, type Position } from '@dws/kernel';
import type { RecordedEvent } from '@dws/ports';

/** Where a trail ends: its chain, and the source event that was copied last. */
export interface TrailHead {
  readonly chain: ChainHead;
  readonly source: Position;
}

export function emptyTrail(stream: string): TrailHead {
  return { chain: emptyHead(stream), source: START };
}

/**
 * Head of the trail whose last event this is.
 * @throws DwsError `audit-broken` when it is no copy, or was changed: nothing may be chained to it.
 */
export function trailHeadOf(event: RecordedEvent): TrailHead {
  const link = parseCopyMetadata(event.metadata);
  const { stream, revision } = event;
  if (link?.seq !== revision || hashOf(stream, link, event) !== link.hash) {
    throw new DwsError(
      'audit-broken',
      `Expected a copy that gives its own hash at ${stream}/${revision}, found another event.`,
      { stream, revision },
    );
  }
  return { chain: { stream, seq: revision, hash: link.hash }, source: parsePosition(link.source.position) };
}
