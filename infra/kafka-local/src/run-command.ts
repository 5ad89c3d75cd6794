import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Most text that is kept of a command's output. */
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

/** Standard output and error of a command together. Rejects with the command's own words when it fails. */
export async function runCommand(
  command: string,
  args: readonly string[],
  timeoutMs: number,
): Promise<string> {
  const { stdout, stderr } = await execute(command, [...args], {
    timeout: timeoutMs,
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  return stdout + stderr;
}
