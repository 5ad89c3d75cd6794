import type { Command } from './command.ts';

/** The page that `dws --help` prints. */
export function usage(commands: readonly Command[]): string {
  const width = Math.max('--help'.length, ...commands.map(({ name }) => name.length)) + 3;
  const rows = commands.map(({ name, does }) => `  ${name.padEnd(width)}${does}`);
  return ['usage: dws COMMAND [options]', '', ...rows, `  ${'--help'.padEnd(width)}this page`, ''].join('\n');
}
