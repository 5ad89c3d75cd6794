import type { EventFilter, RecordedEvent } from '@dws/ports';

/** Whether an event is the platform's own (a server keeps its statistics and settings in the same log) and wanted. */
export function isWanted(event: RecordedEvent, filter: EventFilter | undefined): boolean {
  if (event.type.startsWith('$') || event.stream.startsWith('$')) return false;
  const { streamPrefixes, eventTypes } = filter ?? {};
  if (streamPrefixes && !streamPrefixes.some((prefix) => event.stream.startsWith(prefix))) return false;
  return !eventTypes || eventTypes.includes(event.type);
}
