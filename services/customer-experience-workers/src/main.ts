import { servicePorts } from '@dws/application';
import { parseSettings, runService } from '@dws/host';
import { HttpSystems, sandboxManifest } from '@dws/http-systems';
import process from 'node:process';
import { customerExperienceWorkers, type Models } from './app.ts';
import { loadModel } from './load-model.ts';
import { settingsSchema } from './settings.ts';

const SERVICE = 'customer-experience-workers';

await runService(SERVICE, async ({ surroundings }) => {
  const settings = parseSettings(settingsSchema, process.env);
  const manifest = sandboxManifest(
    settings.SANDBOX_URL,
    settings.SANDBOX_READ_TOKEN === '' ? {} : { credential: 'read' },
  );
  return customerExperienceWorkers(servicePorts(SERVICE, surroundings), {
    reader: new HttpSystems({
      manifest,
      clock: surroundings.clock,
      secret: () => settings.SANDBOX_READ_TOKEN,
    }),
    only: settings.WORKERS,
    models: await modelsOf(settings.TICKET_MODEL),
  });
});

async function modelsOf(file: string): Promise<Models> {
  if (file === '') return {};
  return { ticketClassification: file === 'none' ? null : await loadModel(file) };
}
