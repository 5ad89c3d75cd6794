import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Text of a program that is kept: what it says first and what it says last fit. */
const MAX_OUTPUT = 100_000;

export interface ForeignProcess {
  /** First line of its output, early or late, that fits. Rejects with what it said when it ends before, or in time. */
  line(pattern: RegExp, withinMs: number): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a program in another language and listens to it. */
export function startForeign(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): ForeignProcess {
  const child = spawn(command, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what a shell has started ends with it.
    detached: true,
  });
  const lines: string[] = [];
  const heard = new Set<() => void>();
  let rest = '';
  let errors = '';
  let ended = false;
  const tell = (): void => heard.forEach((listener) => listener());
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString('utf8')).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    tell();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString('utf8')).slice(-MAX_OUTPUT);
  });
  child.once('error', (error) => (errors += String(error)));
  const closed = once(child, 'close').catch(() => undefined);
  void closed.then(() => {
    ended = true;
    tell();
  });
  return {
    line: (pattern, withinMs) =>
      new Promise((resolve, reject) => {
        const finish = (found: string | null, why: string): void => {
          clearTimeout(timer);
          heard.delete(look);
          if (found !== null) resolve(found);
          else reject(new Error(`${command} ${args.join(' ')}: ${why}\n${lines.join('\n')}\n${errors}`));
        };
        const look = (): void => {
          const found = lines.find((line) => pattern.test(line));
          if (found !== undefined) finish(found, '');
          else if (ended) finish(null, `ended without a line like ${String(pattern)}`);
        };
        const timer = setTimeout(
          () => finish(null, `no line like ${String(pattern)} in ${withinMs} ms`),
          withinMs,
        );
        heard.add(look);
        look();
      }),
    stop: async () => {
      const gone = child.exitCode !== null || child.signalCode !== null;
      if (!gone && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await closed;
    },
  };
}
