import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { DwsError } from '@dws/kernel';
import type { Command } from './command.ts';
import { nearest } from './nearest.ts';
import { flag, type Option } from './option.ts';

/** Options that every command has. */
export const EVERY_COMMAND = {
  json: flag('one JSON document on standard output instead of words'),
  help: flag('this page'),
} as const satisfies Record<string, Option<unknown>>;

export interface ParsedArgs {
  readonly args: Readonly<Record<string, unknown>>;
  readonly json: boolean;
  readonly help: boolean;
}

/** @throws DwsError `argument-invalid` for an unknown option, a missing or malformed value, or a word too many */
export function parseCommandArgs(command: Command, argv: readonly string[]): ParsedArgs {
  const specs = { ...command.options, ...EVERY_COMMAND };
  const { values, positionals } = split(argv, specs);
  const json = values['json'] === true;
  if (values['help'] === true) return { args: {}, json, help: true };
  const words = [...positionals];
  const operands = Object.entries(command.operands).map(([name, operand]) => [name, operand.take(words)]);
  if (words.length > 0)
    throw new DwsError(
      'argument-invalid',
      `expected nothing after the arguments, found "${words.join(' ')}"`,
    );
  const options = Object.entries(command.options).map(([name, option]) => [
    name,
    option.read(values[name], `--${name}`),
  ]);
  return {
    args: Object.fromEntries([...operands, ...options]) as Record<string, unknown>,
    json,
    help: false,
  };
}

function split(argv: readonly string[], specs: Readonly<Record<string, Option<unknown>>>) {
  const options: ParseArgsOptionsConfig = Object.fromEntries(
    Object.entries(specs).map(([name, { takes, multiple = false }]) => [
      name,
      { type: takes === null ? 'boolean' : 'string', multiple } as const,
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    return { values: values as Record<string, string | string[] | boolean | undefined>, positionals };
  } catch (error) {
    // Node's parser throws TypeErrors that name the option.
    if (error instanceof TypeError) throw told(error, Object.keys(specs));
    throw error;
  }
}

/** Node says what is wrong; where it is an option that nobody has, this says which was meant. */
function told(error: TypeError, names: readonly string[]): DwsError {
  const unknown = /Unknown option '--?([^']+)'/.exec(error.message)?.[1];
  if (unknown === undefined) return new DwsError('argument-invalid', error.message, {}, error);
  const meant = nearest(unknown, names);
  const has = names.map((name) => `--${name}`).join(', ');
  const next = meant === undefined ? `It has ${has}.` : `Did you mean --${meant}?`;
  return new DwsError(
    'argument-invalid',
    `there is no option --${unknown}`,
    { argument: `--${unknown}`, next },
    error,
  );
}
