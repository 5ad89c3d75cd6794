import { loadPolicies, type Policies } from '@dws/policies';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { POLICIES_FOLDER } from '../app.ts';
import { ENGINES } from './scene.ts';

/** The policies that come with the platform, with other limits for Customer experience. */
export async function policiesWith(limits: string): Promise<Policies> {
  const folder = await mkdtemp(join(tmpdir(), 'policies-'));
  try {
    await cp(POLICIES_FOLDER, folder, { recursive: true });
    await writeFile(join(folder, 'customer-experience/limits.yaml'), limits);
    return await loadPolicies(pathToFileURL(`${folder}/`), ENGINES);
  } finally {
    await rm(folder, { recursive: true });
  }
}
