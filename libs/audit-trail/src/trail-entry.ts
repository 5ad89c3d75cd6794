import { Buffer, isUtf8 } from 'node:buffer';
import { jsonObjectIn, parseCopyMetadata, textOf, type TrailEvent } from '@dws/audit';

/** One copied event as people search, read and export it. */
export interface TrailEntry {
  readonly stream: string;
  readonly seq: number;
  readonly type: string;
  /** When the source event was written; empty where its metadata does not say. */
  readonly at: string;
  /** Service that wrote it; empty where its metadata does not say. */
  readonly by: string;
  /** Case it belongs to; empty where none. */
  readonly caseId: string;
  readonly source: {
    readonly stream: string;
    readonly revision: number;
    readonly position: string;
    readonly id: string;
  };
  readonly hash: string;
  /** The event's data as text; base64 where it is not UTF-8. */
  readonly data: string;
}

/** The entry of a copy; `null` for an event that no recorder wrote. */
export function trailEntry(event: TrailEvent): TrailEntry | null {
  const link = parseCopyMetadata(event.metadata);
  if (!link) return null;
  const { stream, revision, position, id } = link.source;
  const members = jsonObjectIn(link.source.metadata) ?? {};
  const text = (name: string): string => (typeof members[name] === 'string' ? members[name] : '');
  return {
    stream: event.stream,
    seq: link.seq,
    type: event.type,
    at: text('at'),
    by: text('by'),
    caseId: text('caseId'),
    source: { stream, revision, position, id },
    hash: link.hash,
    data: isUtf8(event.data) ? textOf(event.data) : Buffer.from(event.data).toString('base64'),
  };
}
