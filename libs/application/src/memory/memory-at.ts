import { parseEvent, type FieldProtection } from '@dws/contracts';
import { comparePositions, START } from '@dws/kernel';
import { evolveMemory, MEMORY_EVENT_TYPES, NO_MEMORY, type MemoryState } from '@dws/memory';
import type { EventFilter, EventStore, RecordedEvent } from '@dws/ports';
import type { Names } from '../runtime/names.ts';

const BATCH = 500;

/** Stream of a worker's trail, which the recorder writes and memory is a fold of. */
export function memoryStream(names: Names, worker: string): string {
  return names.stream(`worker-${worker}`);
}

/** What memory has to see of the trails of some workers. Prefixes also let others' through: ask each event's stream. */
export function memoryFilter(names: Names, workers: readonly string[]): EventFilter {
  return {
    streamPrefixes: workers.map((worker) => memoryStream(names, worker)),
    eventTypes: MEMORY_EVENT_TYPES,
  };
}

export function learn(
  state: MemoryState,
  { type, data, revision }: RecordedEvent,
  protection?: FieldProtection,
): MemoryState {
  // Redelivered where a subscription had to begin again.
  if (revision <= state.position) return state;
  if (type === 'review-decided')
    return evolveMemory(state, { type, data: parseEvent(type, data, protection) }, revision);
  if (type === 'feedback')
    return evolveMemory(state, { type, data: parseEvent(type, data, protection) }, revision);
  return state;
}

/** A worker's memory as it was when its trail had grown to `at`; as it is now where that is left out. */
export async function memoryAt(
  { store, names, protection }: MemorySources,
  worker: string,
  at: number = Infinity,
): Promise<MemoryState> {
  const stream = memoryStream(names, worker);
  const end = await store.head();
  let state = NO_MEMORY;
  let after = START;
  while (comparePositions(after, end) < 0) {
    const { events, upTo } = await store.readAll(after, BATCH, memoryFilter(names, [worker]));
    for (const event of events) {
      if (event.stream !== stream) continue;
      if (event.revision > at) return state;
      state = learn(state, event, protection);
    }
    after = upTo;
  }
  return state;
}

export interface MemorySources {
  readonly store: EventStore;
  readonly names: Names;
  readonly protection?: FieldProtection;
}
