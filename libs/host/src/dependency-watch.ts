import type { Log } from '@dws/application';
import { instantOf, type Clock } from '@dws/kernel';
import { setTimeout as delay } from 'node:timers/promises';

/** A server without which this process takes no work. */
export interface Dependency {
  readonly name: 'event store' | 'message log';
  /** Where it is, without credentials. */
  readonly at: string;
  /** Resolves when it answers. */
  readonly probe: () => Promise<unknown>;
}

/** What `/readyz` says of a dependency that does not answer. */
export interface Awaited {
  readonly name: Dependency['name'];
  readonly at: string;
  readonly since: string;
  readonly reason: string;
}

export interface WatchBounds {
  /** Milliseconds between questions while it answers, and after the last of `againMs`. */
  readonly everyMs: number;
  /** Waits after the first questions that were not answered. */
  readonly againMs: readonly number[];
  /** Silence that counts as no answer. */
  readonly answerMs: number;
}

export const WATCH_BOUNDS: WatchBounds = { everyMs: 2_000, againMs: [250, 500, 1_000], answerMs: 3_000 };

/**
 * Asks the servers that this process needs whether they are there, says in the log when one goes and comes, and
 * knows at any time which are missed. Only tells: whatever uses them waits and tries again by itself.
 */
export class DependencyWatch {
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #bounds: WatchBounds;
  readonly #missed = new Map<Dependency, Awaited>();
  readonly #asked = new Set<Dependency>();
  readonly #dependencies: readonly Dependency[];

  constructor(dependencies: readonly Dependency[], log: Log, clock: Clock, bounds = WATCH_BOUNDS) {
    this.#dependencies = dependencies;
    this.#log = log;
    this.#clock = clock;
    this.#bounds = bounds;
  }

  /** Those that do not answer now, or were not asked yet. */
  get awaited(): readonly Awaited[] {
    const since = instantOf(this.#clock.now());
    return this.#dependencies.flatMap((one): readonly Awaited[] => {
      const missed = this.#missed.get(one);
      if (missed) return [missed];
      return this.#asked.has(one)
        ? []
        : [{ name: one.name, at: one.at, since, reason: 'it was not asked yet' }];
    });
  }

  /** Whether each answers, for metrics. */
  get answers(): readonly { readonly name: string; readonly answers: boolean }[] {
    return this.#dependencies.map((one) => ({
      name: one.name,
      answers: this.#asked.has(one) && !this.#missed.has(one),
    }));
  }

  /** Watches until `signal` aborts; resolves then. Never rejects. */
  async follow(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#dependencies.map((one) => this.#follow(one, signal)));
  }

  async #follow(one: Dependency, signal: AbortSignal): Promise<void> {
    const stopped = (): boolean => signal.aborted;
    let failures = 0;
    while (!stopped()) {
      const reason = await this.#ask(one);
      if (stopped()) return;
      if (reason === null) this.#there(one);
      else this.#gone(one, reason);
      failures = reason === null ? 0 : failures + 1;
      const { againMs, everyMs } = this.#bounds;
      const pause = failures === 0 ? everyMs : (againMs[failures - 1] ?? everyMs);
      await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Null when it answers, else why not. */
  async #ask({ probe }: Dependency): Promise<string | null> {
    const { answerMs } = this.#bounds;
    const over = new AbortController();
    const late = delay(answerMs, `no answer within ${answerMs} ms`, { signal: over.signal, ref: false });
    try {
      return await Promise.race([probe().then(() => null), late]);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      over.abort();
      late.catch(() => undefined);
    }
  }

  #gone(one: Dependency, reason: string): void {
    this.#asked.add(one);
    if (this.#missed.has(one)) return;
    const { name, at } = one;
    this.#missed.set(one, { name, at, since: instantOf(this.#clock.now()), reason });
    this.#log.warn({ dependency: name, at, reason }, `waiting for the ${name}`);
  }

  #there(one: Dependency): void {
    this.#asked.add(one);
    const missed = this.#missed.get(one);
    if (!missed) return;
    this.#missed.delete(one);
    const awaySeconds = Math.round((this.#clock.now() - Date.parse(missed.since)) / 1000);
    this.#log.info({ dependency: one.name, at: one.at, awaySeconds }, `the ${one.name} answers again`);
  }
}
