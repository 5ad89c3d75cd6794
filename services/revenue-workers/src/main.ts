import { servicePorts } from '@dws/application';
import { parseSettings, runService } from '@dws/host';
import { HttpSystems, sandboxManifest } from '@dws/http-systems';
import process from 'node:process';
import { revenueWorkers } from './app.ts';
import { settingsSchema } from './settings.ts';

const SERVICE = 'revenue-workers';

await runService(SERVICE, async ({ surroundings }) => {
  const { SANDBOX_URL, SANDBOX_READ_TOKEN, WORKERS } = parseSettings(settingsSchema, process.env);
  const credential = SANDBOX_READ_TOKEN === '' ? {} : { credential: 'read' };
  const reader = new HttpSystems({
    manifest: sandboxManifest(SANDBOX_URL, credential),
    clock: surroundings.clock,
    secret: () => SANDBOX_READ_TOKEN,
  });
  return revenueWorkers(servicePorts(SERVICE, surroundings), { reader, only: WORKERS });
});
