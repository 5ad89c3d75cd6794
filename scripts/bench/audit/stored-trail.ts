import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore } from '@dws/sqlite';
import type { EventStore, NewEvent } from '@dws/ports';
import { SAMPLE_STREAM, sampleTrail } from './sample-trail.ts';

const APPENDED_AT_ONCE = 500;

export interface StoredTrail {
  readonly store: EventStore;
  readonly folder: string;
  close(): Promise<void>;
}

/** The sample in the embedded store, in a folder that is gone afterwards. */
export async function storedTrail(events: number): Promise<StoredTrail> {
  const folder = mkdtempSync(join(tmpdir(), 'dws-bench-audit-'));
  const store = await SqliteEventStore.open({
    path: join(folder, 'events.db'),
    clock: { now: () => Date.now() },
  });
  let batch: NewEvent[] = [];
  let revision = -1;
  const write = async (): Promise<void> => {
    const [result] = await store.append([
      { stream: SAMPLE_STREAM, expectedRevision: revision, events: batch },
    ]);
    if (result?.outcome !== 'appended') throw new Error('expected every append to stand');
    revision += batch.length;
    batch = [];
  };
  for (const { event } of sampleTrail(events)) {
    batch.push(event);
    if (batch.length === APPENDED_AT_ONCE) await write();
  }
  if (batch.length > 0) await write();
  return {
    store,
    folder,
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
