import { comparePositions, START, type Position } from '@dws/kernel';

/** How far the log is recorded, and who waits for it to get somewhere. */
export class Progress {
  #position: Position = START;
  #failure: Error | null = null;
  #waiting: {
    readonly target: Position;
    readonly resolve: () => void;
    readonly reject: (failure: Error) => void;
  }[] = [];

  get position(): Position {
    return this.#position;
  }

  advance(to: Position): void {
    if (comparePositions(to, this.#position) <= 0) return;
    this.#position = to;
    const reached = this.#waiting.filter(({ target }) => comparePositions(target, to) <= 0);
    this.#waiting = this.#waiting.filter(({ target }) => comparePositions(target, to) > 0);
    for (const { resolve } of reached) resolve();
  }

  /** Nothing more will come: whoever waits, now or later, is told why. */
  end(failure: unknown): void {
    this.#failure = failure instanceof Error ? failure : new Error(String(failure));
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }

  reached(target: Position): Promise<void> {
    if (comparePositions(target, this.#position) <= 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) reject(this.#failure);
      else this.#waiting.push({ target, resolve, reject });
    });
  }
}
