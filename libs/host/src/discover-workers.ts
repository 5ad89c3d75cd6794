import { DwsError } from '@dws/kernel';
import type { AnyWorker } from '@dws/worker';
import { existsSync, readdirSync } from 'node:fs';

/**
 * Workers of a domain that stand in a folder of their own and export `worker` from `worker.ts`, in the order of their
 * names. Folders in `known` are left to whoever names them: workers that need more than their definition, as a model.
 * @throws DwsError `config-invalid` for a folder whose worker.ts exports no worker of that name
 */
export async function discoverWorkers(folder: URL, known: readonly string[]): Promise<readonly AnyWorker[]> {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !known.includes(entry.name))
    .map(({ name }) => name)
    .sort();
  const found: AnyWorker[] = [];
  for (const name of names) {
    const file = new URL(`${name}/worker.ts`, folder);
    if (!existsSync(file)) continue;
    const { worker } = (await import(file.href)) as { readonly worker?: AnyWorker };
    if (worker?.manifest.id !== name)
      throw new DwsError(
        'config-invalid',
        `expected ${file.pathname} to export "worker" with the id ${name}`,
      );
    found.push(worker);
  }
  return found;
}
