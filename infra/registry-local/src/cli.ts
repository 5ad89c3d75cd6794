import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '@dws/kafka-local/run-command';
import { isDwsError } from '@dws/kernel';
import { startRegistry } from './start-registry.ts';

const USAGE = `usage: registry-local start [--port 8081] [--dir DIR]
       registry-local status [--dir DIR]
       registry-local stop [--dir DIR]

start   runs Apicurio Registry in the background, in memory, and waits until it answers (--port 0 takes a free one)
status  exits 0 when it runs, 1 when not
stop    ends it and removes everything it wrote

exit codes: 0 done, 1 not running or failed, 2 wrong arguments
`;

class UsageError extends Error {}

const DEFAULT_HOME = join(import.meta.dirname, '..', '..', '..', '.dws', 'registry-local');
const PS_TIMEOUT_MS = 5_000;

/** What `start` leaves for `status` and `stop`. */
interface Record {
  readonly url: string;
  readonly pid: number;
  readonly dir: string;
}

function recordIn(home: string): Record | undefined {
  const path = join(home, 'registry.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record) : undefined;
}

/** Whether the number still runs this very registry: another program may have got it since. */
async function runs({ pid, dir }: Record): Promise<boolean> {
  const ps = runCommand('ps', ['-ww', '-o', 'args=', '-p', String(pid)], PS_TIMEOUT_MS);
  return (await ps.catch(() => '')).includes(dir);
}

async function start(home: string, port: number): Promise<number> {
  const earlier = recordIn(home);
  if (earlier && (await runs(earlier))) {
    console.log(`already running: ${earlier.url}`);
    return 0;
  }
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  const { url, pid, dir } = await startRegistry({
    dir: home,
    detached: true,
    ...(port === 0 ? {} : { port }),
  });
  await writeFile(join(home, 'registry.json'), `${JSON.stringify({ url, pid, dir }, null, 2)}\n`);
  console.log(url);
  return 0;
}

async function status(home: string): Promise<number> {
  const record = recordIn(home);
  const up = record !== undefined && (await runs(record));
  console.log(up ? `running: ${record.url} (pid ${record.pid})` : 'not running');
  return up ? 0 : 1;
}

async function stop(home: string): Promise<number> {
  const record = recordIn(home);
  if (record && (await runs(record))) process.kill(record.pid, 'SIGKILL');
  if (record) await rm(home, { recursive: true, force: true });
  console.log(record ? 'stopped' : 'not running');
  return 0;
}

function readArguments(): { command: string | undefined; port: number; home: string } {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string', default: '8081' }, dir: { type: 'string', default: DEFAULT_HOME } },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`expected --port from 0 to 65535, found ${values.port}`);
  return { command: positionals[0], port, home: values.dir };
}

async function main(): Promise<number> {
  const { command, port, home } = readArguments();
  switch (command) {
    case 'start':
      return start(home, port);
    case 'status':
      return status(home);
    case 'stop':
      return stop(home);
    default:
      throw new UsageError('expected start, status or stop');
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const wrongArguments = error instanceof UsageError || error instanceof TypeError;
  console.error(isDwsError(error) ? `${error.code}: ${error.message}` : String(error));
  if (wrongArguments) console.error(`\n${USAGE}`);
  process.exitCode = wrongArguments ? 2 : 1;
}
