import { DwsError } from '@dws/kernel';
import { apicurioVersion } from './distribution.ts';
import { startRegistry } from './start-registry.ts';

const PORT = 8080;
const COMPATIBLE = '/apis/ccompat/v7';

export interface TestRegistry {
  readonly url: string;
  /** Where it came from, for the test run's output. */
  readonly source: 'SCHEMA_REGISTRY_URL' | 'docker' | 'registry-local';
  stop(): Promise<void>;
}

/**
 * A registry for tests: the one that `SCHEMA_REGISTRY_URL` names, else a container where a Docker engine answers,
 * else a local process.
 *
 * @throws DwsError `registry-unavailable` with the reason of every way that failed.
 */
export async function startTestRegistry(env: NodeJS.ProcessEnv = process.env): Promise<TestRegistry> {
  const given = env['SCHEMA_REGISTRY_URL'];
  if (given !== undefined && given !== '')
    return { url: given, source: 'SCHEMA_REGISTRY_URL', stop: async () => undefined };
  const reasons: string[] = [];
  for (const start of [startContainer, startLocal]) {
    try {
      return await start();
    } catch (error) {
      reasons.push(`${start.name}: ${String(error)}`);
    }
  }
  throw new DwsError('registry-unavailable', `expected a schema registry for tests; ${reasons.join('; ')}`);
}

async function startContainer(): Promise<TestRegistry> {
  // Loaded here only: it is slow to load and most runs without Docker never need more than its first answer.
  const { GenericContainer, getContainerRuntimeClient, Wait } = await import('testcontainers');
  await getContainerRuntimeClient();
  const container = await new GenericContainer(`apicurio/apicurio-registry:${apicurioVersion()}`)
    .withExposedPorts(PORT)
    .withWaitStrategy(Wait.forHttp(`${COMPATIBLE}/subjects`, PORT))
    .start();
  return {
    url: `http://${container.getHost()}:${container.getMappedPort(PORT)}${COMPATIBLE}`,
    source: 'docker',
    stop: async () => {
      await container.stop();
    },
  };
}

async function startLocal(): Promise<TestRegistry> {
  const registry = await startRegistry();
  return { url: registry.url, source: 'registry-local', stop: () => registry.stop() };
}
