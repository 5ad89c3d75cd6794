import { jsonObjectIn, parseCopyMetadata, textOf } from '@dws/audit';
import type { RecordedEvent } from '@dws/ports';
import { parsePosition, type JsonObject, type Position } from '@dws/kernel';

/** A trail's event as a fold looks at it: what costs something is only made when it is asked for. */
export interface ReplayedEvent {
  readonly type: string;
  /** Place of the source event in the store's log. */
  readonly position: Position;
  readonly copy: RecordedEvent;
  /** When the source event was written; empty where its metadata does not say. */
  readonly at: string;
  /** Case it belongs to; empty where none. */
  readonly caseId: string;
  /** The event's data; empty where it is no JSON object. */
  data(): JsonObject;
}

/** `null` for an event that no recorder wrote. */
export function replayedEvent(event: RecordedEvent): ReplayedEvent | null {
  const link = parseCopyMetadata(event.metadata);
  if (!link) return null;
  const members = jsonObjectIn(link.source.metadata) ?? {};
  return {
    type: event.type,
    position: parsePosition(link.source.position),
    copy: event,
    at: typeof members['at'] === 'string' ? members['at'] : '',
    caseId: typeof members['caseId'] === 'string' ? members['caseId'] : '',
    data: () => jsonObjectIn(textOf(event.data)) ?? {},
  };
}
