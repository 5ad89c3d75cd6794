import { DwsError } from '@dws/kernel';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { crashPointIn, readLogLine, saysReady, warningIn, type LogLine } from './log-line.ts';

export interface SupervisedOptions {
  readonly name: string;
  readonly main: URL;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Command that starts it, such as one that enters a network of its own; nothing by default. */
  readonly startedBy?: readonly string[];
  /** Told of every warning and error that it logs, and of its end. */
  readonly tell: (line: string) => void;
  /** Told when it has ended in a way that starting it again does not cure. */
  readonly onHopeless: (error: DwsError) => void;
}

/** Waits before a process that ended is started again, in milliseconds; the last one is repeated. */
const RESTART_MS = [100, 500, 1_000, 2_000, 5_000, 10_000];
/** A process that ran for so long starts over at the first wait. */
const SETTLED_MS = 30_000;
/** Two dozen processes that start at once on two cores take minutes. */
const READY_MS = 300_000;
const STOP_MS = 30_000;
/** `runService`'s answer to a wrong setting. */
const CONFIGURATION_ERROR = 78;

/** What Node keeps of the TypeScript it has read, where somebody chose a place for it. */
const COMPILE_CACHE = process.env['NODE_COMPILE_CACHE']
  ? { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] }
  : {};

/** One process: started, watched, started again when it ends unasked, stopped. */
export class SupervisedProcess {
  readonly name: string;
  readonly #options: SupervisedOptions;
  readonly #log: WriteStream;
  readonly #listeners = new Set<(line: LogLine) => void>();
  #child: ChildProcess | null = null;
  #wanted = false;
  /** What this life said when it took work, or null before that. */
  #readyLine: LogLine | null = null;
  /** Where this life stands for ever, once it said so: that may be before it is ready, or in the same moment. */
  #standsAt: string | null = null;
  #failures = 0;
  #lives = 0;
  #nextLife: Readonly<Record<string, string>> = {};

  constructor(options: SupervisedOptions) {
    this.name = options.name;
    this.#options = options;
    this.#log = createWriteStream(options.logFile, { flags: 'a' });
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get ready(): boolean {
    return this.#readyLine !== null;
  }

  /** What this life said when it took work: among it the address of its health port. Null before that. */
  get readyLine(): LogLine | null {
    return this.#readyLine;
  }

  /** Times that it was started. */
  get lives(): number {
    return this.#lives;
  }

  /**
   * Starts it and resolves when it takes work. @param extra environment for this one life only
   * @throws DwsError `config-invalid` when it ended, or took more than three minutes
   */
  async start(extra: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#wanted = true;
    this.#nextLife = extra;
    this.#spawn();
    await this.untilReady();
  }

  /** Resolves when it takes work, in this life or a later one, or stands at a crash point. */
  async untilReady(withinMs = READY_MS): Promise<void> {
    if (this.#readyLine || this.#standsAt !== null) return;
    const there = (line: LogLine): boolean => saysReady(line) || crashPointIn(line) !== null;
    await this.waitFor('to be ready', there, withinMs);
  }

  /** Resolves with the crash point at which this life stands, once it says so, or at once where it has. */
  async untilCrashPoint(withinMs: number): Promise<string> {
    if (this.#standsAt !== null) return this.#standsAt;
    const line = await this.waitFor(
      'to reach a crash point',
      (found) => crashPointIn(found) !== null,
      withinMs,
    );
    return crashPointIn(line) ?? '';
  }

  /** Resolves with the first line from now on for which `holds` answers true. */
  async waitFor(what: string, holds: (line: LogLine) => boolean, withinMs: number): Promise<LogLine> {
    const found = Promise.withResolvers<LogLine>();
    const listener = (line: LogLine): void => {
      if (holds(line)) found.resolve(line);
    };
    this.#listeners.add(listener);
    const over = new AbortController();
    try {
      const late = delay(withinMs, undefined, { signal: over.signal }).then(() => {
        const { logFile } = this.#options;
        throw new DwsError(
          'config-invalid',
          `expected ${this.name} ${what} within ${withinMs} ms; see ${logFile}`,
        );
      });
      return await Promise.race([found.promise, late]);
    } finally {
      over.abort();
      this.#listeners.delete(listener);
    }
  }

  /** SIGKILL, SIGSTOP or SIGCONT. After SIGKILL it is started again, unless `stop` was asked for. */
  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(signal);
  }

  /** Ends it by SIGKILL and does not start it again. */
  async kill(): Promise<void> {
    this.#wanted = false;
    await this.#end('SIGKILL');
  }

  /** SIGTERM, and SIGKILL where that takes too long. */
  async stop(): Promise<void> {
    this.#wanted = false;
    const late = new AbortController();
    const timer = delay(STOP_MS, undefined, { signal: late.signal, ref: false }).then(
      () => this.#child?.kill('SIGKILL'),
      () => undefined,
    );
    await this.#end('SIGTERM');
    late.abort();
    await timer;
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  #spawn(): void {
    const { main, environment, startedBy = [] } = this.#options;
    const startedAt = performance.now();
    const command = [...startedBy, process.execPath, fileURLToPath(main)];
    const child = spawn(command[0] ?? process.execPath, command.slice(1), {
      env: { PATH: process.env['PATH'] ?? '', ...COMPILE_CACHE, ...environment, ...this.#nextLife },
      // The channel ends with this process, in whatever way, and the services drain when it does.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    this.#standsAt = null;
    this.#nextLife = {};
    this.#lives += 1;
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => this.#heard(line));
    createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', (line) => {
      this.#log.write(`${line}\n`);
      this.#options.tell(line);
    });
    child.once('exit', (code, signal) => {
      this.#child = null;
      this.#readyLine = null;
      if (this.#wanted) this.#restart(code, signal, performance.now() - startedAt);
    });
  }

  #heard(text: string): void {
    this.#log.write(`${text}\n`);
    const line = readLogLine(text);
    if (!line) return;
    if (saysReady(line)) this.#readyLine = line;
    this.#standsAt ??= crashPointIn(line);
    const warning = warningIn(line);
    if (warning !== null) this.#options.tell(warning);
    for (const listener of this.#listeners) listener(line);
  }

  #restart(code: number | null, signal: NodeJS.Signals | null, livedMs: number): void {
    const { tell, onHopeless, logFile } = this.#options;
    if (code === CONFIGURATION_ERROR) {
      this.#wanted = false;
      onHopeless(new DwsError('config-invalid', `${this.name} has a wrong setting; see ${logFile}`));
      return;
    }
    this.#failures = livedMs >= SETTLED_MS ? 0 : this.#failures + 1;
    const pause = RESTART_MS[Math.min(Math.max(this.#failures - 1, 0), RESTART_MS.length - 1)] ?? 0;
    tell(`ended by ${signal ?? `exit code ${code ?? '?'}`}; started again in ${pause} ms`);
    void delay(pause).then(() => {
      if (this.#wanted && !this.#child) this.#spawn();
    });
  }
}
