import type { Command } from './command.ts';
import { nearest } from './nearest.ts';

export interface FoundCommand {
  readonly command: Command;
  readonly args: readonly string[];
}

/** The command with the longest name that `argv` begins with, so that `case` and `case show` may both exist. */
export function findCommand(commands: readonly Command[], argv: readonly string[]): FoundCommand | undefined {
  return commands
    .map((command) => ({ command, words: command.name.split(' ') }))
    .filter(({ words }) => words.every((word, index) => argv[index] === word))
    .sort((a, b) => b.words.length - a.words.length)
    .map(({ command, words }) => ({ command, args: argv.slice(words.length) }))[0];
}

/** The command that was probably meant, word by word: `case shwo` is `case show`. */
export function meantCommand(commands: readonly Command[], argv: readonly string[]): string | undefined {
  const [first = '', second = ''] = argv;
  const names = commands.map(({ name }) => name);
  const firsts = [...new Set(names.map((name) => name.split(' ')[0] ?? name))];
  const word = firsts.includes(first) ? first : nearest(first, firsts);
  if (word === undefined) return undefined;
  const seconds = names.flatMap((name) => (name.startsWith(`${word} `) ? [name.slice(word.length + 1)] : []));
  if (seconds.length === 0) return word;
  const rest = seconds.includes(second) ? second : nearest(second, seconds);
  return rest === undefined ? undefined : `${word} ${rest}`;
}

/** Commands that begin with the first word: what `dws case` may have meant. */
export function commandsOf(commands: readonly Command[], word: string): readonly Command[] {
  return commands.filter(({ name }) => name.split(' ')[0] === word);
}
