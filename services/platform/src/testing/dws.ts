import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const MAIN = fileURLToPath(new URL('../../../cli/src/main.ts', import.meta.url));
const TIMEOUT_MS = 60_000;

/** Runs `dws … --json` as a process, as a person does; gives what it printed. */
export async function dws<T>(environment: Readonly<Record<string, string>>, ...args: string[]): Promise<T> {
  const env = { PATH: process.env['PATH'] ?? '', ...environment };
  const options = { env, timeout: TIMEOUT_MS, maxBuffer: 16 * 1_048_576 };
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...args, '--json'], options);
  return JSON.parse(stdout) as T;
}
