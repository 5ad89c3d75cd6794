import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DwsError } from '@dws/kernel';
import { runCommand } from './run-command.ts';

const READY_TIMEOUT_MS = 90_000;
const READY_POLL_MS = 50;
/** Logged once the broker is registered and unfenced, the moment from which it serves clients. */
const READY_LINE = 'Kafka Server started';
const TOOL_TIMEOUT_MS = 60_000;
/** Characters of a failed broker's log that go into the error. */
const LOG_TAIL = 2_000;

const JVM_OPTIONS = [
  '-Xms64m',
  '-Xmx320m',
  '-XX:+UseSerialGC',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info',
];

/**
 * Waits for its standard input to end, which it does when its parent dies in any way; then kills the broker and
 * removes its folder, where it is not kept. A killed broker may write for another moment, so removing is tried
 * again until nothing is left.
 */
const WATCHDOG = [
  'read -r _',
  'kill -9 "$0" 2>/dev/null',
  '[ -n "$1" ] || exit 0',
  'for _ in 1 2 3 4 5 6 7 8; do sleep 0.5; rm -rf "$1"; rmdir "$2" 2>/dev/null && exit 0; done',
].join('; ');

export interface BrokerNodeOptions {
  readonly id: number;
  readonly port: number;
  /** Holds `server.properties` and `broker.log`. */
  readonly dir: string;
  readonly java: string;
  readonly jars: string;
  readonly clusterId: string;
  /** The broker outlives this process. */
  readonly detached: boolean;
  /** The folder outlives this process. */
  readonly kept: boolean;
}

/** One broker process. */
export class BrokerNode {
  readonly id: number;
  readonly port: number;
  readonly #options: BrokerNodeOptions;
  #process: ChildProcess | undefined;
  #watchdog: ChildProcess | undefined;

  constructor(options: BrokerNodeOptions) {
    this.#options = options;
    this.id = options.id;
    this.port = options.port;
  }

  /** Process id; 0 while it is not running. */
  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /**
   * Writes the node's storage directory before the first start; leaves one that is there already.
   * @param more arguments, such as the first users; by way of a file, as everybody can read a command line
   */
  async format(more: readonly string[] = []): Promise<void> {
    const cluster = ['--cluster-id', this.#options.clusterId, '--config', this.#config];
    const args = ['format', ...cluster, '--ignore-formatted', ...more];
    const file = join(this.#options.dir, 'format.arguments');
    await writeFile(file, args.join('\n'), { mode: 0o600 });
    try {
      await this.run(['kafka.tools.StorageTool', `@${file}`]);
    } finally {
      await rm(file, { force: true });
    }
  }

  /** Runs another program of Kafka's jars and gives what it said. Rejects with its own words when it fails. */
  async run(args: readonly string[]): Promise<string> {
    return runCommand(this.#options.java, [...this.#jvm, ...args], TOOL_TIMEOUT_MS);
  }

  /** Resolves when the broker serves clients. @throws DwsError `log-unavailable` with the end of its log. */
  async start(): Promise<void> {
    const output = openSync(this.#log, 'w');
    const { java, detached } = this.#options;
    const child = spawn(java, [...this.#jvm, 'kafka.Kafka', this.#config], {
      stdio: ['ignore', output, output],
      detached,
    });
    closeSync(output);
    this.#process = child;
    child.once('error', () => undefined);
    child.once('exit', () => {
      if (this.#process === child) this.#process = undefined;
      this.#watchdog?.kill('SIGKILL');
    });
    if (detached) child.unref();
    else this.#watch(child);
    await this.#untilReady(child);
  }

  /** Ends the process at once and waits until it is gone. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (!child) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** SIGSTOP: the broker neither answers nor closes its connections. */
  stop(): void {
    this.#process?.kill('SIGSTOP');
  }

  /** SIGCONT. */
  cont(): void {
    this.#process?.kill('SIGCONT');
  }

  /** Kills the process where it still runs and starts it again on the same data and port. */
  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  get #config(): string {
    return join(this.#options.dir, 'server.properties');
  }

  get #log(): string {
    return join(this.#options.dir, 'broker.log');
  }

  get #jvm(): string[] {
    return [...JVM_OPTIONS, '-cp', join(this.#options.jars, '*')];
  }

  #watch(child: ChildProcess): void {
    const { dir, kept } = this.#options;
    const folders = kept ? ['', ''] : [dir, dirname(dir)];
    this.#watchdog = spawn('sh', ['-c', WATCHDOG, String(child.pid), ...folders], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    this.#watchdog.once('error', () => undefined);
    this.#watchdog.unref();
  }

  async #untilReady(child: ChildProcess): Promise<void> {
    const deadline = performance.now() + READY_TIMEOUT_MS;
    while (!readFileSync(this.#log, 'utf8').includes(READY_LINE)) {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
        throw this.#notReady('it ended');
      }
      if (performance.now() > deadline) {
        await this.kill();
        throw this.#notReady(`${READY_TIMEOUT_MS} ms passed`);
      }
      await sleep(READY_POLL_MS);
    }
  }

  #notReady(why: string): DwsError {
    const tail = readFileSync(this.#log, 'utf8').slice(-LOG_TAIL);
    return new DwsError(
      'log-unavailable',
      `expected Kafka broker ${this.id} to serve on port ${this.port}, ${why}. Its log ends:\n${tail}`,
      { node: this.id, port: this.port },
    );
  }
}
