import { CaseCache, Names, type Log, type RunningService, type Surroundings } from '@dws/application';
import { isDwsError } from '@dws/kernel';
import { createFileSchemaCodec } from '@dws/schema-files';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { crashProbe } from './crash-probe.ts';
import { healthServer } from './health-server.ts';
import { openLog, openStore } from './open-adapters.ts';
import { pinoLog } from './pino-log.ts';
import { prometheusMetrics } from './prometheus.ts';
import { readSettings, type Settings } from './settings.ts';
import { systemClock } from './system-clock.ts';

export interface Hosted {
  readonly settings: Settings;
  readonly surroundings: Surroundings;
}

/** Waits between tries when store or broker is down at start, in milliseconds. */
const RETRY_MS = [250, 500, 1_000, 2_000, 5_000];

/** A process's whole life: settings, adapters, health, start, drain on SIGTERM or SIGINT. */
export async function runService(
  name: string,
  build: (hosted: Hosted) => Promise<RunningService>,
): Promise<void> {
  try {
    await live(name, build);
  } catch (error) {
    const told = isDwsError(error) ? `${error.code}: ${error.message}` : error;
    process.stderr.write(
      `${name} could not run: ${told instanceof Error ? (told.stack ?? told.message) : String(told)}\n`,
    );
    process.exitCode = isDwsError(error, 'config-invalid') ? 78 : 1;
  }
}

async function live(name: string, build: (hosted: Hosted) => Promise<RunningService>): Promise<void> {
  const settings = readSettings(process.env);
  const instance = settings.DWS_INSTANCE === '' ? `${hostname()}-${process.pid}` : settings.DWS_INSTANCE;
  const log = pinoLog(settings.LOG_LEVEL, { service: name, instance });
  const metrics = prometheusMetrics(name);
  let ready = false;
  const health = healthServer({ ready: () => ready, metrics });
  await health.listen({ host: settings.DWS_HEALTH_HOST, port: settings.DWS_HEALTH_PORT });
  const stopping = stopSignal();

  const store = await persist(() => openStore(settings, systemClock), log, stopping.aborted);
  const messages = await openLog(settings, systemClock, `${name}-${instance}`, log);
  const codec = createFileSchemaCodec();
  await codec.ready();
  const surroundings: Surroundings = {
    store,
    messages,
    codec,
    names: new Names(settings.DWS_ENV),
    clock: systemClock,
    log,
    metrics,
    probe: crashProbe(settings.DWS_CRASH_AT),
    instance,
    cache: new CaseCache(settings.DWS_CASE_CACHE),
  };
  const service = await build({ settings, surroundings });
  await persist(() => service.start(), log, stopping.aborted);
  ready = true;
  log.info({ health: health.server.address() }, 'ready');

  await stopping.wait;
  ready = false;
  log.info({}, 'draining');
  const drained = service.stop().then(() => true);
  const late = delay(settings.DWS_DRAIN_SECONDS * 1000, false, { ref: false });
  if (!(await Promise.race([drained, late])))
    log.warn({}, 'work in hand did not end in time; it will be taken up again');
  await Promise.allSettled([messages.close(), store.close(), health.close()]);
  log.info({}, 'stopped');
  process.exit(0);
}

/** Tries until it succeeds or the process is told to stop; only what is worth trying again is. */
async function persist<T>(act: () => Promise<T>, log: Log, stopped: () => boolean): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      if (!isDwsError(error) || !error.retriable || stopped()) throw error;
      const pause = RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? 0;
      log.warn({ code: error.code, reason: error.message, pause }, 'not up yet; trying again');
      await delay(pause);
    }
  }
}

function stopSignal(): { readonly wait: Promise<void>; readonly aborted: () => boolean } {
  let aborted = false;
  const wait = new Promise<void>((resolve) => {
    const stop = (): void => {
      aborted = true;
      resolve();
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  });
  return { wait, aborted: () => aborted };
}
