import { closeSync, fsyncSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';

const { path, target } = workerData as { path: string; target: string };

// Not `backup()` of node:sqlite on the owner's connection: that runs beside the owner's statements on one
// connection and now and then reads their result as its own.
const db = new DatabaseSync(path, { readOnly: true });
try {
  db.prepare('VACUUM INTO ?').run(target);
} finally {
  db.close();
}
// VACUUM INTO leaves the copy to the page cache.
const file = openSync(target, 'r+');
try {
  fsyncSync(file);
} finally {
  closeSync(file);
}
