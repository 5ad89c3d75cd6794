import type { Command } from '../shell/command.ts';
import { EVERY_COMMAND } from '../shell/parse-args.ts';

/** What may follow a command's name. */
export interface CompletedCommand {
  /** As typed, `signal publish`. */
  readonly name: string;
  readonly does: string;
  readonly options: readonly CompletedOption[];
}

export interface CompletedOption {
  /** `--limit`. */
  readonly name: string;
  readonly does: string;
  readonly takesValue: boolean;
  /** The values there are, where they are few; none means that any text goes, or a file. */
  readonly choices: readonly string[];
}

/** All that a shell can complete, from the table of commands. */
export function vocabularyOf(commands: readonly Command[]): readonly CompletedCommand[] {
  return commands.map(({ name, does, options }) => ({
    name,
    does,
    options: Object.entries({ ...options, ...EVERY_COMMAND }).map(([option, { takes, does: what }]) => ({
      name: `--${option}`,
      does: what,
      takesValue: takes !== null,
      choices: takes !== null && /^[a-z-]+(\|[a-z-]+)+$/.test(takes) ? takes.split('|') : [],
    })),
  }));
}
