import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchOnce } from '@dws/kafka-local/fetch-once';
import { runCommand } from '@dws/kafka-local/run-command';

const TIMEOUT_MS = 600_000;

/** Class path with what a pom.xml names. @throws DwsError `config-invalid` when Maven cannot fetch it */
export async function javaClasspath(pom: string): Promise<string> {
  const digest = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const folder = await fetchOnce({
    name: `java-${digest}`,
    fetch: (into) =>
      runCommand(
        'mvn',
        ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${into}`],
        TIMEOUT_MS,
      ),
    remedy: 'Install Maven (Debian: apt-get install maven) and allow it to reach Maven Central once.',
  });
  return join(folder, '*');
}
