import { setTimeout as delay } from 'node:timers/promises';

/** The passing of time and of turns, given from outside like the clock, so that a simulation can hold both. */
export interface Timers {
  /** Resolves after so many milliseconds, or as soon as `signal` aborts; never rejects. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Runs `run` once everything that is ready now has run. */
  nextTurn(run: () => void): void;
}

export const systemTimers: Timers = {
  sleep: (milliseconds, signal) =>
    delay(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined),
  nextTurn: (run) => void setImmediate(run),
};
