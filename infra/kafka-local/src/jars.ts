import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DwsError } from '@dws/kernel';
import { fetchOnce } from './fetch-once.ts';
import { runCommand } from './run-command.ts';

const POM = join(import.meta.dirname, '..', 'pom.xml');
const TIMEOUT_MS = 600_000;

function kafkaVersion(): string {
  const version = /<kafka\.version>(.+)<\/kafka\.version>/.exec(readFileSync(POM, 'utf8'))?.[1];
  if (version === undefined) throw new DwsError('config-invalid', `expected <kafka.version> in ${POM}`);
  return version;
}

/** Folder with the jars of a broker. @throws DwsError `config-invalid` when Maven cannot fetch them */
export async function kafkaJars(): Promise<string> {
  return fetchOnce({
    name: `kafka-${kafkaVersion()}`,
    fetch: (folder) => {
      const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
      return runCommand('mvn', ['-q', '-B', '-f', POM, ...goal], TIMEOUT_MS);
    },
    remedy:
      'Install Maven (Debian: apt-get install maven) and allow it to reach Maven Central once, or point ' +
      'KAFKA_BROKERS at a running cluster.',
  });
}
