import type { Clock } from '@dws/kernel';
import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';

/** Longest an append may take whatever its client asks for, and the default. Milliseconds. */
const MAX_APPEND_MS = 60_000;
/** How late a passed deadline may be noticed. One timer serves a connection; one per append costs too much. */
const SWEEP_MS = 50;

/** Milliseconds since the epoch. */
export function deadlineOf(options: BatchAppendReq.Options, clock: Clock): number {
  const latest = clock.now() + MAX_APPEND_MS;
  const asked = options.getDeadline()?.toDate().getTime();
  return asked === undefined ? latest : Math.min(asked, latest);
}

export interface Deadlines {
  add(key: string, deadline: number): void;
  remove(key: string): void;
  close(): void;
}

export function createDeadlines(clock: Clock, onPassed: (key: string) => void): Deadlines {
  const pending = new Map<string, number>();
  const sweep = setInterval(() => {
    const now = clock.now();
    for (const [key, deadline] of pending) {
      if (deadline > now) continue;
      pending.delete(key);
      onPassed(key);
    }
  }, SWEEP_MS);
  sweep.unref();
  return {
    add: (key, deadline) => pending.set(key, deadline),
    remove: (key) => pending.delete(key),
    close: () => clearInterval(sweep),
  };
}
