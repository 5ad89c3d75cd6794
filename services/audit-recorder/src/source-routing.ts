import type { Names } from '@dws/application';
import { evolveRouting, NO_ROUTING, ROUTING_EVENTS, type Routing } from '@dws/audit';
import { comparePositions, START, type Position } from '@dws/kernel';
import type { EventStore, RecordedEvent } from '@dws/ports';

const BATCH = 500;

/** The event under the name that routing knows: without the environment's prefix. */
export function plainEvent(event: RecordedEvent, names: Names): RecordedEvent {
  const stream = names.ownStream(event.stream) ?? event.stream;
  return stream === event.stream ? event : { ...event, stream };
}

/**
 * The routing as it was at a position: folded from the few events that it rests on. The store looks through its
 * log for them once at start; nothing else is read.
 */
export async function routingAt(store: EventStore, names: Names, upTo: Position): Promise<Routing> {
  const filter = {
    streamPrefixes: ROUTING_EVENTS.streamPrefixes.map((prefix) => names.stream(prefix)),
    eventTypes: ROUTING_EVENTS.eventTypes,
  };
  let routing = NO_ROUTING;
  let after = START;
  while (comparePositions(after, upTo) < 0) {
    const batch = await store.readAll(after, BATCH, filter);
    for (const event of batch.events) {
      if (comparePositions(event.position, upTo) > 0) return routing;
      routing = evolveRouting(routing, plainEvent(event, names));
    }
    if (comparePositions(batch.upTo, after) <= 0) break;
    after = batch.upTo;
  }
  return routing;
}
