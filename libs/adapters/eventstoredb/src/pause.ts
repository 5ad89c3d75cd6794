import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStoreDbBounds } from './bounds.ts';

/** Waits before the next attempt, counted from 0; returns early when `signal` aborts. */
export async function pauseBefore(
  attempt: number,
  { backoffMs, maxBackoffMs }: EventStoreDbBounds,
  signal?: AbortSignal,
): Promise<void> {
  const wait = Math.min(maxBackoffMs, backoffMs * 2 ** Math.min(attempt, 20));
  await sleep(wait, undefined, signal ? { signal } : {}).catch(() => undefined);
}
