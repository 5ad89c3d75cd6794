import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startBroker, startContainer, type TestBroker } from './start-broker.ts';

const brokerFrom = (source: TestBroker['source']): TestBroker => ({
  bootstrap: 'localhost:1',
  source,
  stop: () => Promise.resolve(),
});
const local = (): Promise<TestBroker> => Promise.resolve(brokerFrom('kafka-local'));
const docker = (): Promise<TestBroker> => Promise.resolve(brokerFrom('docker'));

describe('the broker for tests', () => {
  it('is the one that is named, and nothing is started then', async () => {
    const never = (): Promise<TestBroker> => Promise.reject(new Error('started'));
    const found = await startBroker({ KAFKA_BROKERS: 'kafka.example:9092' }, [never]);
    expect([found.source, found.bootstrap]).toEqual(['KAFKA_BROKERS', 'kafka.example:9092']);
  });

  it('is a container where an engine answers, else a local process', async () => {
    expect((await startBroker({}, [docker, local])).source).toBe('docker');
    const noEngine = (): Promise<TestBroker> => Promise.reject(new Error('no engine'));
    expect((await startBroker({}, [noEngine, local])).source).toBe('kafka-local');
  });

  it('says of every way why it failed', async () => {
    const noEngine = (): Promise<TestBroker> => Promise.reject(new Error('no engine'));
    const noJava = (): Promise<TestBroker> => Promise.reject(new Error('no Java'));
    await expect(startBroker({}, [noEngine, noJava])).rejects.toThrow(/no engine.*no Java/);
  });
});

/** Answers as a Docker engine does, as far as it goes: it is there, and has no image and no way to get one. */
describe('a Docker engine', () => {
  let engine: Server;
  let folder: string;
  const asked: string[] = [];

  beforeEach(async () => {
    asked.length = 0;
    folder = mkdtempSync(join(tmpdir(), 'dws-engine-'));
    const socket = join(folder, 'docker.sock');
    engine = createServer(({ method, url }, response) => {
      asked.push(`${method} ${url}`);
      const known = /\/(_ping|info|version|networks\/bridge)$/.test(url ?? '');
      response.writeHead(known ? 200 : 500, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(
          known
            ? { OperatingSystem: 'spec', OSType: 'linux', IPAM: { Config: [{ Gateway: '172.17.0.1' }] } }
            : { message: 'spec' },
        ),
      );
    }).listen(socket);
    await once(engine, 'listening');
    vi.stubEnv('DOCKER_HOST', `unix://${socket}`);
  });
  afterEach(() => {
    engine.closeAllConnections();
    engine.close();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  it('that answers is asked for the broker, and where it cannot give one the local process is used', async () => {
    const found = await startBroker({}, [startContainer, local]);
    expect(found.source).toBe('kafka-local');
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.join('\n')).toMatch(/images|containers/);
  }, 60_000);
});
