import type { Log } from '@dws/application';
import type { Clock } from '@dws/kernel';
import { setTimeout as delay } from 'node:timers/promises';

export interface ClockWatchOptions {
  /** The machine's time of day, which somebody may set. */
  readonly clock: Clock;
  /** Milliseconds that only grow, whatever is set. */
  readonly monotonic: () => number;
  readonly log: Log;
  /** Told of every jump, in milliseconds; below 0 back in time. */
  readonly onJump: (milliseconds: number) => void;
}

export const CLOCK_BOUNDS = {
  /** Milliseconds between two looks. */
  everyMs: 1_000,
  /** A difference that counts as a jump. Below it is what NTP slews, and how late a busy process looks. */
  jumpMs: 2_000,
} as const;

/**
 * Says when the time of day jumps. Nothing that is decided rests on two clocks: order comes from revisions, and waits in
 * a process from its own monotonic time. But due times, expiries and claims' deadlines are times of day, so a jump makes
 * them early or late, and whoever reads the trail should know why.
 */
export class ClockWatch {
  readonly #options: ClockWatchOptions;
  #difference: number;

  constructor(options: ClockWatchOptions) {
    this.#options = options;
    this.#difference = this.#now();
  }

  /** Watches until `signal` aborts; resolves then. */
  async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await delay(CLOCK_BOUNDS.everyMs, undefined, { signal, ref: false }).catch(() => undefined);
      this.look();
    }
  }

  look(): void {
    const { log, onJump } = this.#options;
    const difference = this.#now();
    const jump = difference - this.#difference;
    if (Math.abs(jump) < CLOCK_BOUNDS.jumpMs) return;
    this.#difference = difference;
    const seconds = Math.round(jump / 1_000);
    log.error(
      { seconds },
      `the clock jumped ${jump > 0 ? 'ahead' : 'back'}: due times and expiries come ${jump > 0 ? 'early' : 'late'} by so much`,
    );
    onJump(jump);
  }

  #now(): number {
    return this.#options.clock.now() - this.#options.monotonic();
  }
}
