import type { Names } from '@dws/application';
import { comparePositions, type Clock, type Position } from '@dws/kernel';
import type { EventStore } from '@dws/ports';
import { routeBatch } from './copy-batch.ts';
import { recordedStreams } from './recorded-streams.ts';
import { lastRecorded } from './resume-point.ts';
import { WINDOW_EVENTS, type RecorderSettings } from './settings.ts';
import type { Sleep } from './sleep.ts';
import { routingAt } from './source-routing.ts';

export interface StandbyOptions {
  readonly store: EventStore;
  readonly names: Names;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly settings: RecorderSettings;
  readonly signal: AbortSignal;
  /** Told how far the active recorder has come. */
  readonly onProgress: (recorded: Position) => void;
}

/**
 * Watches the active recorder and returns when it should be replaced: there is something to record, and it has
 * recorded nothing for `takeOverAfterMs`. A wrong guess costs one refused append, never an entry in a trail.
 */
export async function standBy(options: StandbyOptions): Promise<void> {
  const { store, names, clock, sleep, settings, signal, onProgress } = options;
  let seen = await lastRecorded(store, names);
  let since = clock.now();
  while (!signal.aborted) {
    onProgress(seen);
    await sleep(settings.standbyPollMs, signal);
    const now = await lastRecorded(store, names);
    const silent = comparePositions(now, seen) === 0;
    seen = now;
    if (!silent || !(await isBehind(store, names, seen))) since = clock.now();
    else if (clock.now() - since >= settings.takeOverAfterMs) return;
  }
}

/** Whether the next events after what is recorded include one that belongs in a trail. */
async function isBehind(store: EventStore, names: Names, recorded: Position): Promise<boolean> {
  const { events } = await store.readAll(recorded, WINDOW_EVENTS, recordedStreams(names));
  if (events.length === 0) return false;
  const { routed } = routeBatch(events, names, await routingAt(store, names, recorded));
  return routed.some(({ trails }) => trails.length > 0);
}
