import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchOnce } from '@dws/kafka-local/fetch-once';
import { runCommand } from '@dws/kafka-local/run-command';

const TIMEOUT_MS = 600_000;

/**
 * Environment for `python3` with the packages of a requirements file, which stand in a folder of their own.
 * @throws DwsError `config-invalid` when they cannot be installed
 */
export async function pythonWith(requirements: string): Promise<Readonly<Record<string, string>>> {
  const version = await runCommand('python3', ['--version'], TIMEOUT_MS);
  // Compiled packages belong to one version of Python.
  const wanted = `${version} ${readFileSync(requirements, 'utf8')}`;
  const digest = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const folder = await fetchOnce({
    name: `python-${digest}`,
    // Through an environment of its own: Debian lets no pip install beside the system's packages.
    fetch: async (into) => {
      const environment = join(into, 'pip');
      await runCommand('python3', ['-m', 'venv', environment], TIMEOUT_MS);
      const pip = [join(environment, 'bin', 'pip'), 'install', '-q', '--disable-pip-version-check'];
      await runCommand(
        join(environment, 'bin', 'python'),
        [...pip, '--target', join(into, 'lib'), '-r', requirements],
        TIMEOUT_MS,
      );
    },
    remedy:
      'Install Python with venv (Debian: apt-get install python3-venv) and allow it to reach PyPI once.',
  });
  return { PYTHONPATH: join(folder, 'lib'), PYTHONUNBUFFERED: '1' };
}
