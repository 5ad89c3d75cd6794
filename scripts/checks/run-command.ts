import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface CommandResult {
  /** `null` when a signal ended it or it could not be started. */
  readonly exitCode: number | null;
  /** stdout and stderr as they came. Empty when they were shown. */
  readonly output: string;
}

/**
 * Runs one command without input.
 * @param output `keep` for a command whose output matters only when it fails, a prefix for one to be watched: its lines
 * carry it, since those of another may come in between
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  output: 'keep' | { readonly prefix: string },
): Promise<CommandResult> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (output === 'keep') stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    else showLines(stream, output.prefix);
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ exitCode: null, output: error.message }));
    child.once('close', (exitCode) => resolve({ exitCode, output: Buffer.concat(chunks).toString('utf8') }));
  });
}

function showLines(stream: Readable, prefix: string): void {
  createInterface({ input: stream }).on('line', (line) => process.stdout.write(`${prefix} | ${line}\n`));
}
