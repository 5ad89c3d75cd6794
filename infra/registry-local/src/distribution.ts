import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchOnce } from '@dws/kafka-local/fetch-once';
import { runCommand } from '@dws/kafka-local/run-command';
import { DwsError } from '@dws/kernel';

const POM = join(import.meta.dirname, '..', 'pom.xml');
const TIMEOUT_MS = 600_000;

export function apicurioVersion(): string {
  const version = /<apicurio\.version>(.+)<\/apicurio\.version>/.exec(readFileSync(POM, 'utf8'))?.[1];
  if (version === undefined) throw new DwsError('config-invalid', `expected <apicurio.version> in ${POM}`);
  return version;
}

/** Folder with Apicurio Registry unpacked. @throws DwsError `config-invalid` when Maven cannot fetch it */
export async function registryDistribution(): Promise<string> {
  return fetchOnce({
    name: `apicurio-${apicurioVersion()}`,
    fetch: (folder) =>
      runCommand(
        'mvn',
        ['-q', '-B', '-f', POM, 'dependency:unpack', `-DoutputDirectory=${folder}`],
        TIMEOUT_MS,
      ),
    remedy:
      'Install Maven (Debian: apt-get install maven) and allow it to reach Maven Central once, or point ' +
      'SCHEMA_REGISTRY_URL at a running registry.',
  });
}
