import type { Command } from './command.ts';
import { EVERY_COMMAND } from './parse-args.ts';

/** The page that `dws --help` prints. */
export function usage(commands: readonly Command[]): string {
  const rows = commands.map(({ name, does }) => [name, does] as const);
  return [
    'usage: dws COMMAND [options]',
    '',
    ...aligned([...rows, ['--help', 'this page; after a command, the page of that command']]),
  ].join('\n');
}

/** The page that `dws COMMAND --help` prints. */
export function commandUsage(command: Command): string {
  const operands = Object.values(command.operands);
  const words = ['dws', command.name, ...operands.map(({ shown }) => shown), '[options]'];
  return [
    `usage: ${words.join(' ')}`,
    '',
    sentence(command.does),
    ...(command.details === undefined ? [] : ['', command.details]),
    '',
    ...aligned([...operands.map(({ shown, does }) => [shown, does] as const), ...optionRows(command)]),
    '',
    `example: dws ${command.name}${command.example === '' ? '' : ` ${command.example}`}`,
  ].join('\n');
}

/** Name with placeholder, and what it does with its default, for each option of a command. */
export function optionRows(command: Command): readonly (readonly [string, string])[] {
  return Object.entries({ ...command.options, ...EVERY_COMMAND }).map(([name, { takes, does, fallback }]) => [
    takes === null ? `--${name}` : `--${name} ${takes}`,
    fallback === undefined ? does : `${does} (default ${fallback || 'none'})`,
  ]);
}

function aligned(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length)) + 3;
  return rows.map(([name, does]) => `  ${name.padEnd(width)}${does}`);
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
