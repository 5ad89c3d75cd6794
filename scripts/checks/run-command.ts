import { spawn } from 'node:child_process';

export interface CommandResult {
  /** `null` when a signal ended it or it could not be started. */
  readonly exitCode: number | null;
  /** stdout and stderr as they came. Empty when they went to the terminal. */
  readonly output: string;
}

/**
 * Runs one command without input.
 * @param output `keep` for a command whose output matters only when it fails, `show` for one to be watched
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  output: 'keep' | 'show',
): Promise<CommandResult> {
  const stdio = output === 'show' ? 'inherit' : 'pipe';
  const child = spawn(command, args, { stdio: ['ignore', stdio, stdio] });
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ exitCode: null, output: error.message }));
    child.once('close', (exitCode) => resolve({ exitCode, output: Buffer.concat(chunks).toString('utf8') }));
  });
}
