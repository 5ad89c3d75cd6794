import { CaseCache, Names, type Log, type RunningService, type Surroundings } from '@dws/application';
import { isDwsError } from '@dws/kernel';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { ClockWatch } from './clock-watch.ts';
import { crashProbe } from './crash-probe.ts';
import { DependencyWatch, type Awaited, type Dependency } from './dependency-watch.ts';
import { healthServer } from './health-server.ts';
import { logWarnings } from './log-warnings.ts';
import { openLog, openStore, serversOf } from './open-adapters.ts';
import { openCodec } from './open-codec.ts';
import { persist } from './persist.ts';
import { pinoLog } from './pino-log.ts';
import { prometheusMetrics } from './prometheus.ts';
import { readSettings, type Settings } from './settings.ts';
import { tracingOf } from './tracing-of.ts';
import { stopSignal } from './stop-signal.ts';
import { systemClock } from './system-clock.ts';

export interface Hosted {
  readonly settings: Settings;
  readonly surroundings: Surroundings;
}

export interface HostOptions {
  /** Servers without which it takes no work; both, where it is left out. */
  readonly needs?: readonly Dependency['name'][];
}

/** Time that adapters are given to close, in milliseconds. */
const CLOSE_MS = 5_000;

/** `sysexits.h`: a configuration error. Starting again will not help. */
const CONFIGURATION_ERROR = 78;

/**
 * A process's whole life: settings, adapters, health, start, drain on SIGTERM or SIGINT. A store or a broker that is
 * not there is waited for, at the start as later (docs/outages.md). Ends with 0 after a drain,
 * 78 for a wrong setting, 1 when it or its service has failed, so that whoever supervises it starts it afresh.
 */
export async function runService(
  name: string,
  build: (hosted: Hosted) => Promise<RunningService>,
  options: HostOptions = {},
): Promise<void> {
  try {
    await live(name, build, options);
  } catch (error) {
    const told = isDwsError(error) ? `${error.code}: ${error.message}` : error;
    process.stderr.write(
      `${name} could not run: ${told instanceof Error ? (told.stack ?? told.message) : String(told)}\n`,
    );
    process.exit(isDwsError(error, 'config-invalid') ? CONFIGURATION_ERROR : 1);
  }
}

async function live(
  name: string,
  build: (hosted: Hosted) => Promise<RunningService>,
  { needs = ['event store', 'message log'] }: HostOptions,
): Promise<void> {
  const settings = readSettings(process.env);
  const instance = settings.DWS_INSTANCE === '' ? `${hostname()}-${process.pid}` : settings.DWS_INSTANCE;
  const log = pinoLog(settings.LOG_LEVEL, { service: name, instance });
  logWarnings(log);
  const metrics = prometheusMetrics(name);
  let ready = (): boolean => false;
  let awaited = (): readonly Awaited[] => [];
  const health = healthServer({ ready: () => ready(), awaited: () => awaited(), metrics });
  await health.listen({ host: settings.DWS_HEALTH_HOST, port: settings.DWS_HEALTH_PORT });
  const stopping = stopSignal();

  const store = await persist(() => openStore(settings, systemClock), log, stopping);
  const messages = await openLog(settings, systemClock, `${name}-${instance}`, log);
  const servers = serversOf(settings, store, messages).filter((server) => needs.includes(server.name));
  const watch = new DependencyWatch(servers, log, systemClock);
  awaited = () => watch.awaited;
  metrics.watch(watch);
  void watch.follow(stopping);
  const clockWatch = new ClockWatch({
    clock: systemClock,
    monotonic: () => performance.now(),
    log,
    onJump: (jump) => metrics.count('dws_clock_jumps_total', { direction: jump > 0 ? 'ahead' : 'back' }),
  });
  void clockWatch.follow(stopping);
  const tracing = await tracingOf(name, process.env);
  const codec = await openCodec(settings, systemClock, log);
  await persist(() => codec.ready(), log, stopping);
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
    ...(tracing ? { tracing } : {}),
  };
  const service = await build({ settings, surroundings });
  const work = async (): Promise<never> => {
    await persist(() => service.start(), log, stopping);
    ready = () => service.ready?.() ?? true;
    log.info({ health: health.server.address() }, 'ready');
    return service.failed ?? new Promise<never>(() => undefined);
  };
  const failure = await Promise.race([
    work().catch((error: unknown) => ({ error })),
    once(stopping, 'abort').then(() => null),
  ]);
  ready = () => false;
  if (failure) log.error({ err: failure.error }, 'failed for good: the process ends');
  else log.info({}, 'draining');
  await within(settings.DWS_DRAIN_SECONDS * 1000, service.stop(), log);
  await within(
    CLOSE_MS,
    Promise.all([messages.close(), store.close(), health.close(), tracing?.close()]),
    log,
  );
  log.info({}, 'stopped');
  if (failure) throw failure.error;
  process.exit(0);
}

/** Waits for the end of `work` or of its time. What it leaves undone is taken up again by whoever comes next. */
async function within(milliseconds: number, work: Promise<unknown>, log: Log): Promise<void> {
  try {
    const ended = work.then(() => true);
    if (await Promise.race([ended, delay(milliseconds, false, { ref: false })])) return;
    log.warn({ milliseconds }, 'work in hand did not end in time; it will be taken up again');
  } catch (error) {
    log.warn({ err: error }, 'could not leave in order');
  }
}
