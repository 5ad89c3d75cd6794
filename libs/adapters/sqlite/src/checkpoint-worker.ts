import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

const { path } = workerData as { path: string };

// A connection of its own: a passive checkpoint holds up neither the owner's writes nor its reads.
const db = new DatabaseSync(path);
db.exec('PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0');
const checkpoint = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');

parentPort?.on('message', () => {
  checkpoint.get();
  parentPort?.postMessage('done');
});
