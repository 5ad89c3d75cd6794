export interface SilenceWatchOptions {
  /** Milliseconds between two looks. */
  readonly everyMs: number;
  /** Looks in a row without a sign of life after which it is told. */
  readonly most: number;
  /** Told once. */
  readonly onSilent: () => void;
}

/**
 * Tells when nothing has been heard for too long. It counts looks, not time: a process that was stopped for a minute has
 * looked once in it, and is given its chance to be heard before anything is concluded.
 */
export class SilenceWatch {
  readonly #options: SilenceWatchOptions;
  readonly #timer: NodeJS.Timeout;
  #silent = 0;

  constructor(options: SilenceWatchOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#look(), options.everyMs);
    this.#timer.unref();
  }

  heard(): void {
    this.#silent = 0;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    this.#silent += 1;
    if (this.#silent < this.#options.most) return;
    this.close();
    this.#options.onSilent();
  }
}
