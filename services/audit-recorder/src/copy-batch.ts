import type { Names } from '@dws/application';
import {
  copyEvent,
  evolveRouting,
  sourceMetadata,
  trailOf,
  workersConcerned,
  type Copy,
  type Routing,
  type SourceMetadata,
} from '@dws/audit';
import { comparePositions } from '@dws/kernel';
import type { RecordedEvent } from '@dws/ports';
import { plainEvent } from './source-routing.ts';
import type { TrailHead } from './trail-head.ts';
import type { Trails } from './trails.ts';

/** A source event with the trails it belongs in. */
export interface Routed {
  readonly event: RecordedEvent;
  readonly metadata: SourceMetadata;
  readonly trails: readonly string[];
}

export function routeBatch(
  events: readonly RecordedEvent[],
  names: Names,
  from: Routing,
): { readonly routed: readonly Routed[]; readonly routing: Routing } {
  let routing = from;
  const routed = events.map((event) => {
    const plain = plainEvent(event, names);
    routing = evolveRouting(routing, plain);
    const metadata = sourceMetadata(event.metadata);
    const workers = workersConcerned(plain, metadata, routing);
    return { event, metadata, trails: workers.map((worker) => names.stream(trailOf(worker))) };
  });
  return { routed, routing };
}

/** What one trail gets from a batch. */
export interface TrailCopies {
  readonly stream: string;
  readonly copies: readonly Copy[];
  /** Head once all copies stand. */
  readonly head: TrailHead;
}

/** Copies of what the trails do not hold yet. All the trails' heads are loaded. */
export function copyBatch(routed: readonly Routed[], trails: Trails): readonly TrailCopies[] {
  const made = new Map<string, { stream: string; copies: Copy[]; head: TrailHead }>();
  for (const { event, metadata, trails: streams } of routed) {
    for (const stream of streams) {
      const entry = made.get(stream) ?? { stream, copies: [], head: trails.get(stream) };
      if (comparePositions(event.position, entry.head.source) <= 0) continue;
      const copy = copyEvent(entry.head.chain, event, metadata.text);
      entry.copies.push(copy);
      entry.head = { chain: copy.head, source: event.position };
      made.set(stream, entry);
    }
  }
  return [...made.values()];
}
