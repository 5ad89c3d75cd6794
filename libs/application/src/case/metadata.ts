import { DwsError, type Instant, type JsonObject } from '@dws/kernel';

/** What stands beside every event: who wrote it, why, and where it belongs. */
export interface EventMetadata {
  readonly at: Instant;
  /** Service that wrote it. */
  readonly by: string;
  readonly worker?: string;
  readonly caseId?: string;
  /** Event or message that led to it. */
  readonly causation?: string;
  /** Case at the root of a chain of hand-overs. */
  readonly correlation?: string;
  readonly hops?: number;
  /** W3C trace context. */
  readonly traceparent?: string;
}

const decoder = new TextDecoder();

/** RFC 8785 bytes: members in the order of their names. */
export function encodeMetadata(metadata: EventMetadata): Uint8Array {
  const { at, by, caseId, causation, correlation, hops, traceparent, worker } = metadata;
  let text = `{"at":${JSON.stringify(at)},"by":${JSON.stringify(by)}`;
  if (caseId !== undefined) text += `,"caseId":${JSON.stringify(caseId)}`;
  if (causation !== undefined) text += `,"causation":${JSON.stringify(causation)}`;
  if (correlation !== undefined) text += `,"correlation":${JSON.stringify(correlation)}`;
  if (hops !== undefined) text += `,"hops":${hops}`;
  if (traceparent !== undefined) text += `,"traceparent":${JSON.stringify(traceparent)}`;
  if (worker !== undefined) text += `,"worker":${JSON.stringify(worker)}`;
  return Buffer.from(text + '}', 'utf8');
}

/** @throws DwsError `payload-malformed` */
export function decodeMetadata(bytes: Uint8Array): EventMetadata {
  try {
    const value = JSON.parse(decoder.decode(bytes)) as JsonObject;
    if (typeof value['at'] === 'string' && typeof value['by'] === 'string')
      return value as unknown as EventMetadata;
  } catch (error) {
    throw new DwsError('payload-malformed', 'event metadata is not JSON', {}, error);
  }
  throw new DwsError('payload-malformed', 'event metadata lacks "at" or "by"');
}
