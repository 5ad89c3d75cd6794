/** The server process of the bench: prints its connection string, serves until its stdin ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEventStoreServer } from '@dws/event-store';
import { SqliteEventStore } from '@dws/sqlite';

const clock = { now: () => Date.now() };
const folder = mkdtempSync(join(tmpdir(), 'dws-bench-'));
const store = await SqliteEventStore.open({ path: join(folder, 'events.db'), clock });
const server = await startEventStoreServer({ store, clock, host: '127.0.0.1', port: 0 });
process.stdout.write(`${server.connectionString}\n`);
process.stdin.on('end', () => {
  void store.close().finally(() => {
    rmSync(folder, { recursive: true });
    process.exit(0);
  });
});
process.stdin.resume();
