import type { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';

/** The write-ahead log is moved into the file when so much was written to it. */
const CHECKPOINT_BYTES = 8 * 1024 * 1024;
/** Where the other thread does not keep up, or could not start, the owner does it itself: a stall, but a bounded log. */
const MOST_BYTES = 16 * CHECKPOINT_BYTES;

/**
 * Checkpoints beside the owner's commits. Moving pages and syncing the file takes as long as dozens of commits, and
 * whatever was on its way then waited for it. Another thread moves nearly all on a connection of its own; the owner
 * moves the few pages that came meanwhile, and so begins the write-ahead log anew, which only a writer can.
 */
export class Checkpoints {
  readonly #path: string;
  readonly #checkpoint;
  #worker: Worker | undefined;
  #failed = false;
  #running = false;
  #written = 0;

  constructor(path: string, db: DatabaseSync) {
    this.#path = path;
    db.exec('PRAGMA wal_autocheckpoint = 0');
    this.#checkpoint = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  }

  /** Told of every commit, with about as many bytes as it wrote. */
  wrote(bytes: number): void {
    this.#written += bytes;
    if (this.#written < CHECKPOINT_BYTES) return;
    if (this.#failed || this.#written > MOST_BYTES) this.#finish();
    else if (!this.#running) this.#begin();
  }

  /** Before the file is closed. A checkpoint that is under way ends by itself; whoever closes last finishes it. */
  stop(): void {
    void this.#worker?.terminate();
  }

  #begin(): void {
    this.#running = true;
    // Started when there is something to do: most files of a short life never need it.
    this.#worker ??= this.#start();
    this.#worker.postMessage('checkpoint');
  }

  #start(): Worker {
    const worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), {
      workerData: { path: this.#path },
    });
    worker.unref();
    worker.on('message', () => {
      this.#running = false;
      this.#finish();
    });
    worker.on('error', () => {
      this.#failed = true;
    });
    return worker;
  }

  #finish(): void {
    this.#checkpoint.get();
    this.#written = 0;
  }
}
