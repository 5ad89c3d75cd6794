import type { Command } from './shell/command.ts';
import { EVERY_COMMAND } from './shell/parse-args.ts';
import { optionRows } from './shell/usage.ts';

/** Commands as docs/cli.md shows them: without the options that every one has. */
export function pageCommands(commands: readonly Command[]) {
  const shared = new Set(Object.keys(EVERY_COMMAND).map((name) => `--${name}`));
  return commands.map((command) => ({
    name: command.name,
    does: command.does,
    details: command.details,
    operands: Object.values(command.operands).map(({ shown, does }) => ({ shown, does })),
    options: optionRows(command)
      .filter(([shown]) => !shared.has(shown))
      .map(([shown, does]) => ({ shown, does })),
    example: command.example,
  }));
}
