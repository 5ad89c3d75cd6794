import type { EventStore, RecordedEvent } from '@dws/ports';

export interface Watched {
  /** Events that the store took, by type. */
  readonly counts: Map<string, number>;
  /** Told of the subject of each action that was executed, once that is durable. */
  onExecuted: ((subject: string) => void) | null;
}

const decoder = new TextDecoder();
const SUBJECT = /"subject":"([^"]+)"/;

/** The same store, with what it acknowledged counted on the way. */
export function watchStore(inner: EventStore): { readonly store: EventStore; readonly watched: Watched } {
  const watched: Watched = { counts: new Map(), onExecuted: null };
  const store = Object.create(inner) as EventStore;
  for (const name of [
    'read',
    'readMany',
    'readAll',
    'readAllBackwards',
    'subscribe',
    'head',
    'close',
  ] as const) {
    Object.defineProperty(store, name, {
      value: (inner[name] as (...given: unknown[]) => unknown).bind(inner),
    });
  }
  store.append = async (appends) => {
    const results = await inner.append(appends);
    results.forEach((result, index) => {
      if (result.outcome !== 'appended') return;
      const append = appends[index];
      // Copies in a worker's stream carry the types of what they copy.
      const copied = append?.stream.startsWith('worker-') ?? false;
      for (const event of append?.events ?? []) {
        const key = copied ? 'copied' : event.type;
        watched.counts.set(key, (watched.counts.get(key) ?? 0) + 1);
        if (!copied && event.type === 'action-executed') watched.onExecuted?.(subjectOf(event));
      }
    });
    return results;
  };
  return { store, watched };
}

function subjectOf({ data }: Pick<RecordedEvent, 'data'>): string {
  return SUBJECT.exec(decoder.decode(data))?.[1] ?? '';
}
