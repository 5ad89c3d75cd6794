import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import cliProgress from 'cli-progress';
import type { Progress, Shell } from './shell.ts';

const SILENT: Progress = { to: () => undefined, stop: () => undefined };

/** The shell of a real process. */
export function processShell(): Shell {
  const stopping = new AbortController();
  // The second Ctrl-C finds no handler and ends the process at once.
  process.once('SIGINT', () => stopping.abort());
  return {
    env: process.env,
    cwd: process.cwd(),
    user: userName(),
    clock: { now: () => Date.now() },
    stop: stopping.signal,
    out: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    progress: (title, total) => (process.stderr.isTTY ? bar(title, total) : SILENT),
    sleep: async (milliseconds) => {
      await sleep(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
    },
  };
}

function bar(title: string, total: number): Progress {
  const line = new cliProgress.SingleBar(
    {
      format: `${title} {bar} {percentage} % · {value} of {total} · {eta_formatted}`,
      stream: process.stderr,
      clearOnComplete: true,
    },
    cliProgress.Presets.shades_classic,
  );
  line.start(total, 0);
  return {
    to: (done, of) => {
      if (of !== undefined) line.setTotal(of);
      line.update(done);
    },
    stop: () => line.stop(),
  };
}

/** A container may run under a number that no user has. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
