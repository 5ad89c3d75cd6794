import { Names, type Metrics } from '@dws/application';
import { createFileSealStore } from '@dws/files';
import { crashProbe, hideKnownWarnings, openSigner, pinoLog, systemClock } from '@dws/host';
import { isDwsError } from '@dws/kernel';
import { SqliteEventStore, withIdentity } from '@dws/sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { AuditRecorder, type AuditLag } from '../audit-recorder.ts';
import type { Ask, Failure, FromThread, RecorderThreadData } from './protocol.ts';

/** Counts travel together, this often. */
const COUNTS_EVERY_MS = 500;
/** Room for about a second at full load; behind that it reads the file. */
const RECENT_BYTES = 8 * 1024 * 1024;

const {
  store: port,
  path,
  rights,
  sealsFolder,
  settings,
  instance,
  recorder: own,
} = workerData as RecorderThreadData;

hideKnownWarnings();
// It reads each event once and soon: more in memory would only be collected later and harder.
const store = await SqliteEventStore.join(port, { path, clock: systemClock, recentBytes: RECENT_BYTES });
const counts: Parameters<Metrics['count']>[] = [];
const recorder = new AuditRecorder({
  store: withIdentity(store, 'audit-recorder', rights),
  seals: createFileSealStore(sealsFolder),
  signer: openSigner(settings, 'seal'),
  names: new Names(settings.DWS_ENV),
  clock: systemClock,
  // Woken by `signal`: what is then left of the wait does not matter.
  sleep: (wait, signal) => delay(wait, undefined, { signal }).catch(() => undefined),
  log: pinoLog(settings.LOG_LEVEL, { service: 'audit-recorder', instance }),
  metrics: { count: (...counted) => void counts.push(counted), observe: () => undefined },
  probe: crashProbe(settings.DWS_CRASH_AT),
  settings: own,
});
const counting = setInterval(tellCounts, COUNTS_EVERY_MS);
recorder.failed.catch((error: unknown) => post({ kind: 'failed', failure: failureOf(error) }));
parentPort?.on('message', ({ id, ask }: Ask) => {
  answer(ask).then(
    (lag) => post({ kind: 'answer', id, lag }),
    (error: unknown) => post({ kind: 'refused', id, failure: failureOf(error) }),
  );
});

async function answer(ask: Ask['ask']): Promise<AuditLag | null> {
  switch (ask) {
    case 'start':
      recorder.start();
      return null;
    case 'lag':
      return recorder.lag();
    case 'caughtUp':
      await recorder.caughtUp();
      return null;
    case 'stop':
      await recorder.stop();
      clearInterval(counting);
      tellCounts();
      await store.close();
      return null;
  }
}

function tellCounts(): void {
  if (counts.length > 0) post({ kind: 'counted', counts: summed(counts.splice(0)) });
}

/** One entry for each metric and its labels. */
function summed(given: readonly Parameters<Metrics['count']>[]): Parameters<Metrics['count']>[] {
  const sums = new Map<string, Parameters<Metrics['count']>>();
  for (const [name, labels, by = 1] of given) {
    const key = JSON.stringify([name, labels]);
    sums.set(key, [name, labels, by + (sums.get(key)?.[2] ?? 0)]);
  }
  return [...sums.values()];
}

function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  return { message, code: isDwsError(error) ? error.code : null };
}

function post(message: FromThread): void {
  parentPort?.postMessage(message);
}
