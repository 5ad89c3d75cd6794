import type { Consumer } from '@dws/ports';

/** The consumers of a service as one: ready together, stopped together, failed when one of them has. */
export class Consumers {
  readonly #failure = Promise.withResolvers<never>();
  #members: readonly Consumer[] = [];
  #paused = false;

  constructor() {
    // Nobody has to listen.
    this.#failure.promise.catch(() => undefined);
  }

  /** Rejects when a consumer has failed for good; never resolves. The process should then end itself. */
  get failed(): Promise<never> {
    return this.#failure.promise;
  }

  /** Whether every member has its partitions now; false before the first `start`. */
  get running(): boolean {
    return (
      this.#members.length > 0 &&
      this.#members.every(({ state }) => state === 'running' || state === 'paused')
    );
  }

  /** Resolves when all of them have their partitions. What ran before is stopped first, so that it can be repeated. */
  async start(make: () => readonly Consumer[]): Promise<void> {
    await this.stop();
    this.#members = make();
    if (this.#paused) this.pause();
    for (const { closed } of this.#members) closed.catch((error: unknown) => this.#failure.reject(error));
    await Promise.all(this.#members.map(({ ready }) => ready));
  }

  /** Holds for members that are started later too. */
  pause(): void {
    this.#paused = true;
    for (const member of this.#members) member.pause();
  }

  resume(): void {
    this.#paused = false;
    for (const member of this.#members) member.resume();
  }

  async stop(): Promise<void> {
    const members = this.#members;
    this.#members = [];
    await Promise.all(members.map((member) => member.stop()));
  }
}
