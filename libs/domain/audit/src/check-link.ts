import type { ChainHead } from './chain-head.ts';
import { chainHash } from './chain-hash.ts';
import { parseCopyMetadata, type CopyMetadata } from './copy-metadata.ts';
import type { Finding, Problem } from './finding.ts';
import type { TrailEvent } from './source-event.ts';

/** Head after the event, or why it cannot follow `head`. `first`: nothing was checked before it. */
export function checkLink(head: ChainHead, event: TrailEvent, first: boolean): ChainHead | Finding {
  const at = head.seq + 1;
  const found = (problem: Problem, detail: string, where = at): Finding => ({
    problem,
    stream: head.stream,
    at: where,
    detail,
  });

  if (event.stream !== head.stream) return found('wrong-stream', `it is of stream "${event.stream}"`);
  const link = parseCopyMetadata(event.metadata);
  if (!link) return found('changed', 'its metadata is not of the form that a recorder writes');
  const hash = hashOf(head.stream, link, event);
  if (hash !== link.hash) return found('changed', `it states hash ${link.hash}, its content gives ${hash}`);
  if (link.seq > at) return found('missing', `the next event that is there is ${link.seq}`);
  if (link.seq < at) return found('repeated', `the event there claims place ${link.seq}`);
  if (event.revision !== at) return found('missing', `the next revision that is there is ${event.revision}`);
  if (link.prevHash === head.hash) return { stream: head.stream, seq: at, hash };
  if (!first) return found('replaced', `the event after it was chained to ${link.prevHash}`, at - 1);
  return found('wrong-stream', `it was chained to ${link.prevHash}, expected ${head.hash}`);
}

/** Hash that the event's content gives as a link of `trail`. */
export function hashOf(trail: string, link: CopyMetadata, event: Pick<TrailEvent, 'type' | 'data'>): string {
  const { id, metadata, position, revision, stream } = link.source;
  return chainHash({
    prevHash: link.prevHash,
    seq: link.seq,
    trail,
    stream,
    revision,
    position,
    id,
    type: event.type,
    metadata,
    data: event.data,
  });
}
