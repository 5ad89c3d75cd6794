import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '@dws/kafka-local';
import { findJava } from '@dws/kafka-local/java';
import { DwsError } from '@dws/kernel';
import { apicurioVersion, registryDistribution } from './distribution.ts';

const HOST = '127.0.0.1';
const READY_TIMEOUT_MS = 90_000;
const READY_POLL_MS = 100;
const PROBE_TIMEOUT_MS = 2_000;
/** Characters of a failed registry's log that go into the error. */
const LOG_TAIL = 2_000;

/** Waits for its standard input to end, which it does when its parent dies in any way; then cleans up. */
const WATCHDOG =
  'read -r _; kill -9 "$0" 2>/dev/null; for _ in 1 2 3 4; do rm -rf "$1" && exit 0; sleep 0.5; done';

export interface StartRegistryOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** Parent of the registry's own folder, which `stop` removes. Default: the system's temporary folder. */
  readonly dir?: string;
  /** The registry outlives this process; somebody has to end it by its process id. Default false. */
  readonly detached?: boolean;
}

export interface LocalRegistry {
  /** Base of the Confluent-compatible interface, for any client. */
  readonly url: string;
  readonly pid: number;
  /** The folder with everything it has written. */
  readonly dir: string;
  /** SIGSTOP: it neither answers nor closes its connections. */
  pause(): void;
  /** SIGCONT. */
  resume(): void;
  /** Ends it and removes its folder. What was registered is gone: it keeps everything in memory. */
  stop(): Promise<void>;
}

/**
 * Starts Apicurio Registry on this machine, in memory, and waits until it answers. When this process dies, in
 * whatever way, the registry dies with it (unless `detached`).
 *
 * @throws DwsError `config-invalid` (no Java, not fetched, a port that is taken), `registry-unavailable` (it did not come up)
 */
export async function startRegistry(options: StartRegistryOptions = {}): Promise<LocalRegistry> {
  const [java, distribution] = [await findJava(), await registryDistribution()];
  const port = options.port ?? Number((await freePorts(1))[0]);
  const url = `http://${HOST}:${port}/apis/ccompat/v7`;
  if (await answers(url)) {
    throw new DwsError(
      'config-invalid',
      `expected port ${port} to be free, a registry answers there already`,
      { port },
    );
  }
  const parent = options.dir ?? tmpdir();
  await mkdir(parent, { recursive: true });
  const dir = await mkdtemp(join(parent, 'dws-registry-'));
  const log = join(dir, 'registry.log');
  const output = openSync(log, 'w');
  const child = spawn(java, javaArguments(distribution, dir), {
    cwd: dir,
    env: { ...process.env, QUARKUS_HTTP_HOST: HOST, QUARKUS_HTTP_PORT: String(port) },
    stdio: ['ignore', output, output],
    detached: options.detached ?? false,
  });
  closeSync(output);
  child.once('error', () => undefined);
  if (options.detached) child.unref();
  else watch(child, dir);
  const stop = async (): Promise<void> => {
    await end(child);
    await rm(dir, { recursive: true, force: true });
  };
  try {
    await untilReady(child, url, log);
  } catch (error) {
    await stop();
    throw error;
  }
  const send = (signal: NodeJS.Signals) => void child.kill(signal);
  return {
    url,
    pid: child.pid ?? 0,
    dir,
    pause: () => send('SIGSTOP'),
    resume: () => send('SIGCONT'),
    stop,
  };
}

function javaArguments(distribution: string, dir: string): readonly string[] {
  const runner = join(distribution, `apicurio-registry-app-${apicurioVersion()}-runner.jar`);
  return [
    ...['-Xms64m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
    `-Djava.io.tmpdir=${dir}`,
    ...['-cp', `${runner}:${join(distribution, 'lib', '*')}`, 'io.quarkus.runner.GeneratedMain'],
  ];
}

function watch(child: ChildProcess, dir: string): void {
  const watchdog = spawn('sh', ['-c', WATCHDOG, String(child.pid), dir], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.once('error', () => undefined);
  watchdog.unref();
  child.once('exit', () => watchdog.kill('SIGKILL'));
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function untilReady(child: ChildProcess, url: string, log: string): Promise<void> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (!(await answers(url))) {
    const ended = child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
    if (ended || performance.now() > deadline) {
      const why = ended ? 'it ended' : `${READY_TIMEOUT_MS} ms passed`;
      const tail = readFileSync(log, 'utf8').slice(-LOG_TAIL);
      throw new DwsError(
        'registry-unavailable',
        `expected the schema registry at ${url}, ${why}. Its log ends:\n${tail}`,
        { registry: url },
      );
    }
    await sleep(READY_POLL_MS);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/subjects`, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
