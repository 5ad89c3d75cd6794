import { cedarAuthorizer } from '@dws/cedar';
import { loadPolicies, type Policies } from '@dws/policies';
import { zenTable } from '@dws/zen';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { parseSettings, type Environment } from './settings.ts';

/** Where the services that decide and claim find the policies in force: all of them must read the same. */
export const policySettings = z.object({
  DWS_POLICIES: z.string().default('services/governor/policies').describe('Folder of the policies in force.'),
});

/** @throws DwsError `config-invalid`, naming what is wrong where; `file-unreadable` */
export function openPolicies(environment: Environment): Promise<Policies> {
  const { DWS_POLICIES } = parseSettings(policySettings, environment);
  return loadPolicies(pathToFileURL(`${resolve(DWS_POLICIES)}/`), {
    authorizer: cedarAuthorizer,
    table: zenTable,
  });
}
