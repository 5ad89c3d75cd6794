import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '@dws/kafka-local/run-command';
import { DwsError } from '@dws/kernel';

const POM = join(import.meta.dirname, '..', 'pom.xml');
const TIMEOUT_MS = 600_000;

export function apicurioVersion(): string {
  const version = /<apicurio\.version>(.+)<\/apicurio\.version>/.exec(readFileSync(POM, 'utf8'))?.[1];
  if (version === undefined) throw new DwsError('config-invalid', `expected <apicurio.version> in ${POM}`);
  return version;
}

/**
 * Folder with Apicurio Registry unpacked, fetched by Maven on first use and kept in the user's cache. Later calls
 * need neither Maven nor a network.
 *
 * @throws DwsError `config-invalid` when it is missing and Maven cannot fetch it.
 */
export async function registryDistribution(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const cache = join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'dws');
  const folder = join(cache, `apicurio-${apicurioVersion()}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const incomplete = await mkdtemp(join(cache, 'fetching-'));
  try {
    const goal = ['dependency:unpack', `-DoutputDirectory=${incomplete}`];
    await runCommand('mvn', ['-q', '-B', '-f', POM, ...goal], TIMEOUT_MS);
    // The rename makes a half-fetched folder impossible to mistake for a whole one. When another process was
    // faster its folder stands and ours is removed below.
    await rename(incomplete, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
    return folder;
  } catch (error) {
    throw new DwsError(
      'config-invalid',
      `expected Maven to fetch the registry named in ${POM} into ${folder}, it failed: ${String(error)}. ` +
        'Install Maven (Debian: apt-get install maven) and allow it to reach Maven Central once, or point ' +
        'SCHEMA_REGISTRY_URL at a running registry.',
      { folder },
      error,
    );
  } finally {
    await rm(incomplete, { recursive: true, force: true });
  }
}
