import type { Command } from './command.ts';

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

/** Commands that begin with the first word: what `dws case` may have meant. */
export function commandsOf(commands: readonly Command[], word: string): readonly Command[] {
  return commands.filter(({ name }) => name.split(' ')[0] === word);
}
