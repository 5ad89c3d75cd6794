import { caseAuthenticity, RegistryView, servicePorts } from '@dws/application';
import {
  openGateMac,
  openPolicies,
  openReader,
  openReviewKeys,
  parseSettings,
  runService,
  withRegistry,
} from '@dws/host';
import { claimPolicy } from '@dws/policies';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { escalationRouter, loadPaths, PATHS_FOLDER } from './app.ts';

const SERVICE = 'escalation-router';

const routerSettings = z.object({
  ESCALATION_PATHS: z
    .string()
    .default('')
    .transform((folder) => (folder === '' ? PATHS_FOLDER : pathToFileURL(`${resolve(folder)}/`)))
    .describe('Folder of the approved paths. Empty: those that come with the platform.'),
});

await runService(SERVICE, async ({ settings, surroundings }) => {
  const registry = new RegistryView(surroundings);
  const { ESCALATION_PATHS } = parseSettings(routerSettings, process.env);
  const service = escalationRouter(servicePorts(SERVICE, surroundings), {
    reader: openReader(process.env, surroundings.clock),
    paths: await loadPaths(ESCALATION_PATHS),
    policy: claimPolicy(await openPolicies(process.env), registry.registry),
    authenticity: caseAuthenticity(await openGateMac(settings), await openReviewKeys(settings)),
  });
  return withRegistry(service, registry);
});
