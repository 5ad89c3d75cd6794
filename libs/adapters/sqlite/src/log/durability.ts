import { DwsError } from '@dws/kernel';
import type { Synced } from './wal-sync.ts';

interface Waiting {
  readonly commit: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Which commits are on the disk, and who waits for one to be there. */
export class Durability {
  #upTo = 0;
  #lost: Error | undefined;
  #waiting: Waiting[] = [];

  /** @throws DwsError when the disk refused it, or the thread ended before it could say */
  reached(commit: number): Promise<void> {
    if (commit <= this.#upTo) return Promise.resolve();
    if (this.#lost) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => this.#waiting.push({ commit, resolve, reject }));
  }

  /** A failed sync is for good: what the system has dropped once it calls synced the next time. */
  synced({ upTo, error }: Synced): void {
    if (error)
      this.lost(new DwsError('log-unavailable', `${error.message}; open the log again`, error.details));
    if (this.#lost) return;
    this.#upTo = upTo;
    const reached = this.#waiting.filter(({ commit }) => commit <= upTo);
    this.#waiting = this.#waiting.filter(({ commit }) => commit > upTo);
    for (const { resolve } of reached) resolve();
  }

  lost(error: Error): void {
    this.#lost ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
