import { join } from 'node:path';
import { DwsError } from '@dws/kernel';
import { runCommand } from './run-command.ts';

const LEAST_VERSION = 17;
const TIMEOUT_MS = 20_000;

/** Major version in the words of `java -version`: 17 for `openjdk version "17.0.15"`, 8 for `"1.8.0_412"`. */
export function javaMajorVersion(text: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(text);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

/**
 * Path of a Java that can run Kafka 4 and the schema registry: from `JAVA_HOME`, else from `PATH`.
 *
 * @throws DwsError `config-invalid` that says what to install.
 */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const home = env['JAVA_HOME'];
  const java = home === undefined ? 'java' : join(home, 'bin', 'java');
  const found = await runCommand(java, ['-version'], TIMEOUT_MS).then(
    (text) => javaMajorVersion(text),
    () => undefined,
  );
  if (found !== undefined && found >= LEAST_VERSION) return java;
  const what = found === undefined ? `no working Java at "${java}"` : `Java ${found} at "${java}"`;
  throw new DwsError(
    'config-invalid',
    `expected Java ${LEAST_VERSION} or later for the local Kafka broker or schema registry, found ${what}. Install one ` +
      `(Debian: apt-get install openjdk-${LEAST_VERSION}-jre-headless; macOS: brew install openjdk) and set ` +
      'JAVA_HOME, or point KAFKA_BROKERS and SCHEMA_REGISTRY_URL at running ones.',
    { java },
  );
}
