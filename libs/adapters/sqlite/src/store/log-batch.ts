import { START, type Position } from '@dws/kernel';
import type { LogBatch, RecordedEvent } from '@dws/ports';
import type { ReadyFilter } from './event-filter.ts';
import { positionAt, type PackedChunk } from './packed-chunk.ts';

/**
 * Picks the wanted events after `after` from chunks in log order, at most `limit` of them.
 * @param upTo the last position that the chunks stand for, when all of them fit.
 */
export function logBatch(
  chunks: Iterable<PackedChunk>,
  after: number,
  upTo: number,
  limit: number,
  filter: ReadyFilter,
): LogBatch {
  const events: RecordedEvent[] = [];
  for (const chunk of chunks) {
    if (!filter.wantsStream(chunk)) continue;
    for (let index = Math.max(0, after + 1 - chunk.position); index < chunk.count; index += 1) {
      const event = chunk.events[index] as RecordedEvent;
      if (!filter.wantsType(event.type)) continue;
      events.push(event);
      if (events.length === limit) return { events, upTo: event.position };
    }
  }
  return { events, upTo: positionAt(upTo) };
}

/** The same towards the beginning: chunks newest first, wanted events before `before`. */
export function logBatchBackwards(
  chunks: Iterable<PackedChunk>,
  before: number,
  upTo: number,
  limit: number,
  filter: ReadyFilter,
): LogBatch {
  const events: RecordedEvent[] = [];
  for (const chunk of chunks) {
    if (!filter.wantsStream(chunk)) continue;
    for (let index = Math.min(chunk.count, before - chunk.position) - 1; index >= 0; index -= 1) {
      const event = chunk.events[index] as RecordedEvent;
      if (!filter.wantsType(event.type)) continue;
      events.push(event);
      if (events.length === limit) return { events, upTo: endOrStart(chunk.position + index) };
    }
  }
  return { events, upTo: endOrStart(upTo) };
}

/** Nothing is left before the first position. */
function endOrStart(position: number): Position {
  return position <= 1 ? START : positionAt(position);
}
