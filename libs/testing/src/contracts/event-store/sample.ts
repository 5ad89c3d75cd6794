import { randomUUID } from 'node:crypto';
import { eventIdOf, sha256, START, comparePositions, type Position } from '@dws/kernel';
import type { Append, AppendResult, EventFilter, EventStore, NewEvent, RecordedEvent } from '@dws/ports';

const encoder = new TextEncoder();

/** Each check works on streams of its own, so that all of them can share one server. */
export function scratchStream(what = 'stream'): string {
  return `contract-${what}-${randomUUID()}`;
}

/** An event for `revision` of `stream`; other text gives other bytes and another id. */
export function sampleEvent(stream: string, revision: number, text = 'a', type = 'sampled'): NewEvent {
  const data = encoder.encode(JSON.stringify({ text }));
  return {
    id: eventIdOf(stream, revision, sha256(data)),
    type,
    data,
    metadata: encoder.encode(JSON.stringify({ at: revision })),
  };
}

/** An append of events with the given texts, each at its revision. */
export function sampleAppend(stream: string, expectedRevision: number, texts: readonly string[]): Append {
  const events = texts.map((text, index) => sampleEvent(stream, expectedRevision + 1 + index, text));
  return { stream, expectedRevision, events };
}

export async function appendOne(store: EventStore, append: Append): Promise<AppendResult> {
  const results = await store.append([append]);
  if (results.length !== 1) throw new Error(`expected one result for one entry, found ${results.length}`);
  return results[0] as AppendResult;
}

/** The same, where a conflict would mean that the check cannot go on. */
export async function mustAppend(store: EventStore, append: Append): Promise<Position> {
  const result = await appendOne(store, append);
  if (result.outcome !== 'appended') {
    throw new Error(`expected revision ${append.expectedRevision}, found ${result.actualRevision}`);
  }
  return result.position;
}

const decoder = new TextDecoder();

export function textOf(event: NewEvent): string {
  return (JSON.parse(decoder.decode(event.data)) as { text: string }).text;
}

export function textsOf(events: readonly NewEvent[]): string[] {
  return events.map(textOf);
}

/** Follows `readAll` to the end of the log, as it was when this was called. */
export async function wholeLog(
  store: EventStore,
  filter: EventFilter,
  limit = 100,
  after: Position = START,
): Promise<RecordedEvent[]> {
  const end = await store.head();
  const events: RecordedEvent[] = [];
  let reached = after;
  while (comparePositions(reached, end) < 0) {
    const batch = await store.readAll(reached, limit, filter);
    if (comparePositions(batch.upTo, reached) <= 0)
      throw new Error('expected readAll to get on, it stood still');
    if (batch.events.length > limit) throw new Error(`expected ${limit} events at most`);
    events.push(...batch.events);
    reached = batch.upTo;
  }
  return events;
}
