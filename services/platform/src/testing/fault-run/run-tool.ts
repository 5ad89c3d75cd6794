import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const TIMEOUT_MS = 20_000;

/** Runs a tool of the system and gives what it printed. @throws Error with what it said */
export async function runTool(program: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, [...args], { timeout: TIMEOUT_MS });
  return stdout;
}

/** Why something could not be done here, in one line. */
export function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return said.trim().replaceAll(/\s+/g, ' ').slice(0, 200);
}
