import { closeSync, fdatasync, openSync } from 'node:fs';
import type { PlainError } from '../thread/protocol.ts';
import { plainError } from '../thread/thread-server.ts';

/** Commits up to `upTo` are on the disk, or could not be brought there. */
export interface Synced {
  readonly upTo: number;
  readonly error: PlainError | null;
}

/**
 * Brings commits to the disk after they were answered. Without waiting for the disk a commit takes a tenth of the time;
 * all that were made while one sync runs share the next.
 */
export class WalSync {
  readonly #path: string;
  readonly #tell: (synced: Synced) => void;
  #file: number | undefined;
  #committed = 0;
  #running = false;
  #closed = false;

  /** @param path of the write-ahead log, which exists once something was written */
  constructor(path: string, tell: (synced: Synced) => void) {
    this.#path = path;
    this.#tell = tell;
  }

  /** Number of the commit that comes next. */
  get next(): number {
    return this.#committed + 1;
  }

  /** Counts a commit; `tell` names it, or a later one, when it is durable. */
  committed(): void {
    this.#committed += 1;
    if (!this.#running) this.#sync();
  }

  /** A sync that is under way still ends, and with it the file's use. */
  close(): void {
    this.#closed = true;
    if (!this.#running) this.#release();
  }

  #sync(): void {
    const upTo = this.#committed;
    this.#running = true;
    this.#file ??= openSync(this.#path, 'r+');
    fdatasync(this.#file, (error) => {
      this.#running = false;
      this.#tell({ upTo, error: error ? plainError(error) : null });
      if (this.#closed) this.#release();
      else if (this.#committed > upTo) this.#sync();
    });
  }

  #release(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}
