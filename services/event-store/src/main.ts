import { isDwsError } from '@dws/kernel';
import { checkRestored, SqliteEventStore } from '@dws/sqlite';
import { pino } from 'pino';
import { startEventStoreServer } from './app.ts';
import { identitiesFrom, settingsFrom, tlsFrom } from './config.ts';
import { createOperations } from './operations.ts';

/** The embedded event store as a server: one process owns the file, everybody else connects. */
async function main(): Promise<void> {
  const settings = settingsFrom(process.env);
  const log = pino({ name: 'event-store', level: settings.LOG_LEVEL });
  const identities = await identitiesFrom(settings.EVENT_STORE_IDENTITIES);
  const tls = await tlsFrom(settings);
  const clock = { now: () => Date.now() };
  await checkRestored(settings.EVENT_STORE_FILE);
  const store = await SqliteEventStore.open({ path: settings.EVENT_STORE_FILE, clock });
  const operations = createOperations(store);
  const advertised = settings.EVENT_STORE_ADVERTISED_HOST;

  const server = await startEventStoreServer({
    store,
    clock,
    host: settings.EVENT_STORE_HOST,
    port: settings.EVENT_STORE_PORT,
    identities,
    maxAppendBytes: settings.EVENT_STORE_MAX_APPEND_BYTES,
    maxEventBytes: settings.EVENT_STORE_MAX_EVENT_BYTES,
    ...(advertised === undefined ? {} : { advertisedHost: advertised }),
    ...(tls ? { tls } : {}),
    onFailure: (method, cause, { code }) => {
      operations.failures.inc({ method, code: String(code) });
      if (!isDwsError(cause)) log.debug({ method, code, cause }, 'a call failed');
    },
  });
  operations.serving(server);
  await operations.listen(settings.EVENT_STORE_HTTP_PORT, settings.EVENT_STORE_HOST);
  log.info({ at: server.connectionString, file: settings.EVENT_STORE_FILE }, 'serving');

  let stopping = false;
  async function stop(signal: string): Promise<void> {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'draining');
    operations.serving(undefined);
    await server.drain();
    await store.close();
    await operations.http.close();
    log.info('stopped');
  }
  // A launcher that is gone disconnects: nothing outlives it unseen.
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(signal, () => void stop(signal));
  // Its channel alone does not keep this process alive.
  process.channel?.unref();
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
