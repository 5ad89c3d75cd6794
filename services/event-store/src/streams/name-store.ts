import { randomUUID } from 'node:crypto';
import { START, canonicalJson, comparePositions, type Clock } from '@dws/kernel';
import { NO_STREAM, type EventStore } from '@dws/ports';
import { STORE_CREATED_TYPE, STORE_STREAM } from './system-names.ts';

/**
 * Writes the first event of an empty log: what tells this store from another one, however its file is called or
 * copied. As on EventStoreDB, a log is thus never without system events.
 */
export async function nameStore(store: EventStore, clock: Clock): Promise<void> {
  if (comparePositions(await store.head(), START) > 0 && (await anyEvent(store))) return;
  const data = Buffer.from(canonicalJson({ storeId: randomUUID(), createdAt: clock.now() }));
  const event = { id: randomUUID(), type: STORE_CREATED_TYPE, data, metadata: Buffer.alloc(0) };
  await store.append([{ stream: STORE_STREAM, expectedRevision: NO_STREAM, events: [event] }]);
}

/** A store may give its empty log an end that is not `START`. */
async function anyEvent(store: EventStore): Promise<boolean> {
  return (await store.readAll(START, 1)).events.length > 0;
}
