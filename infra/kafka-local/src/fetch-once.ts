import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { DwsError } from '@dws/kernel';

export interface FetchOnce {
  /** Name of the folder in the user's cache; another version has another name. */
  readonly name: string;
  /** Fills an empty folder. */
  readonly fetch: (folder: string) => Promise<unknown>;
  /** Ends the message when that fails: what to install, what to set instead. */
  readonly remedy: string;
}

/**
 * A folder of fetched files, filled on first use and kept in the user's cache. Later calls need no network.
 *
 * @throws DwsError `config-invalid` when it is missing and cannot be fetched.
 */
export async function fetchOnce(
  { name, fetch, remedy }: FetchOnce,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const cache = join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'dws');
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const incomplete = await mkdtemp(join(cache, 'fetching-'));
  try {
    await fetch(incomplete);
    // The rename makes a half-fetched folder impossible to mistake for a whole one. When another process was
    // faster its folder stands and ours is removed below.
    await rename(incomplete, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
    return folder;
  } catch (error) {
    throw new DwsError(
      'config-invalid',
      `expected to fetch ${name} into ${folder}, it failed: ${String(error)}. ${remedy}`,
      { folder },
      error,
    );
  } finally {
    await rm(incomplete, { recursive: true, force: true });
  }
}
