import { CaseCache } from '@dws/application';
import { cedarAuthorizer } from '@dws/cedar';
import { CONSOLE_FOLDER, developmentIdentities, loadPeople, PEOPLE_FILE } from '@dws/control-plane';
import { loadModel } from '@dws/customer-experience-workers';
import { loadPaths, PATHS_FOLDER } from '@dws/escalation-router';
import { RecorderThread } from '@dws/audit-recorder';
import { createFileSealStore } from '@dws/files';
import { POLICIES_FOLDER } from '@dws/governor';
import { openGateMac, openReviewKeys, openSigner, parseSettings, runService, type Settings } from '@dws/host';
import { HttpSystems, sandboxManifest } from '@dws/http-systems';
import { loadPolicies } from '@dws/policies';
import { buildSandbox, gatewayPublisher } from '@dws/sandbox';
import { SqliteEventStore } from '@dws/sqlite';
import { zenTable } from '@dws/zen';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { platform } from '../app.ts';
import { SANDBOX_STAGES } from '../sandbox-stages.ts';
import { rightsOf } from '../store-rights.ts';
import { platformSettings, type PlatformSettings } from '../settings.ts';

// Everything on one machine, with keys of its own making: said here once, so that no other process assumes it.
process.env['DWS_DEVELOPMENT_KEYS'] ??= 'true';

await runService('platform', async ({ settings, surroundings }) => {
  const own = parseSettings(platformSettings, process.env);
  const { clock, log } = surroundings;
  await mkdir(settings.DWS_DATA, { recursive: true });
  const mac = await openGateMac(settings);
  const signer = openSigner(settings, 'review');
  const sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    delay(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined);

  const gatewayUrl = `http://${own.DWS_HOST}:${own.DWS_GATEWAY_PORT}`;
  const publisher = gatewayPublisher(gatewayUrl);
  const sandbox = await buildSandbox({
    clock,
    seed: own.SANDBOX_SEED,
    path: own.SANDBOX_FILE === '' ? join(settings.DWS_DATA, 'sandbox.db') : own.SANDBOX_FILE,
    signals: { publish: publisher.publish, ratePerSecond: own.SIGNAL_RATE },
  });
  const systems = new HttpSystems({
    manifest: sandboxManifest(`http://${own.DWS_HOST}:${own.SANDBOX_PORT}`),
    clock,
  });
  const { store, names, metrics, instance } = surroundings;
  const sealsFolder = join(settings.DWS_DATA, 'seals');
  const recorder =
    store instanceof SqliteEventStore
      ? new RecorderThread({
          store: store.introduce(),
          path: join(settings.DWS_DATA, 'events.db'),
          rights: rightsOf('audit-recorder', names),
          sealsFolder,
          settings,
          instance,
          recorder: {},
          metrics,
        })
      : null;
  const composed = await platform({
    ...(recorder ? { recorder } : {}),
    surroundings: { ...surroundings, cache: surroundings.cache ?? new CaseCache(settings.DWS_CASE_CACHE) },
    reader: systems,
    writer: systems,
    policies: await loadPolicies(POLICIES_FOLDER, { authorizer: cedarAuthorizer, table: zenTable }),
    paths: await loadPaths(PATHS_FOLDER),
    mac,
    reviewKeys: await openReviewKeys(settings),
    afterReviewKey: randomBytes(32),
    seals: createFileSealStore(sealsFolder),
    sealSigner: openSigner(settings, 'seal'),
    models: await modelsOf(settings),
    gateway: { host: own.DWS_HOST, port: own.DWS_GATEWAY_PORT, bodyLimit: 1_048_576, newTraceparent },
    controlPlane: {
      host: own.DWS_HOST,
      port: own.DWS_PORT,
      bodyLimit: 1_048_576,
      signer,
      identify: developmentIdentities(await loadPeople(PEOPLE_FILE), log),
      sleep,
      newId: randomUUID,
      consoleFolder: CONSOLE_FOLDER,
    },
    sleep,
    searchIndex: join(settings.DWS_DATA, 'search.db'),
    stages: SANDBOX_STAGES,
    replicationFactor: 1,
  });
  return {
    ...composed,
    start: async () => {
      await composed.start();
      await sandbox.app.listen({ host: own.DWS_HOST, port: own.SANDBOX_PORT });
      tell(own, gatewayUrl);
    },
    stop: async () => {
      await sandbox.close();
      await publisher.close();
      await composed.stop();
      await systems.close();
    },
  };
});

/** The model that `dws train` left in the data folder, or the small one that is trained in place. */
async function modelsOf(settings: Settings) {
  const file = join(settings.DWS_DATA, 'models', 'ticket-classification.model.json');
  return existsSync(file) ? { ticketClassification: await loadModel(file) } : {};
}

function newTraceparent(): string {
  return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
}

function tell(own: PlatformSettings, gatewayUrl: string): void {
  process.stderr.write(
    [
      '',
      `  console and API   http://${own.DWS_HOST}:${own.DWS_PORT}`,
      `  signal gateway    ${gatewayUrl}/v1/events`,
      `  sandbox company   http://${own.DWS_HOST}:${own.SANDBOX_PORT}`,
      '',
      '',
    ].join('\n'),
  );
}
