/** Holds handlers until it is opened, so that a check can look at what is in hand. */
export class Gate {
  readonly #opened = Promise.withResolvers<undefined>();

  /** How many are or were held here. */
  arrivals = 0;

  open(): void {
    this.#opened.resolve(undefined);
  }

  async pass(): Promise<void> {
    this.arrivals += 1;
    await this.#opened.promise;
  }
}
