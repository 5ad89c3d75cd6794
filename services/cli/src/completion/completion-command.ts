import { DwsError } from '@dws/kernel';
import { command, type Command } from '../shell/command.ts';
import { one } from '../shell/operand.ts';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { vocabularyOf, type CompletedCommand } from './vocabulary.ts';
import { zshScript } from './zsh.ts';

const SCRIPTS: Readonly<Record<string, (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** `completion SHELL` for the commands of `all`, which it is one of. */
export function completionCommand(all: () => readonly Command[]): Command {
  return command({
    name: 'completion',
    does: 'print a script that lets bash, zsh or fish complete commands and options',
    details:
      'In bash: eval "$(npx dws completion bash)". It completes dws; an alias makes it that: alias dws="npx dws".',
    operands: { shell: one('SHELL', 'bash, zsh or fish') },
    options: {},
    example: 'bash',
    run: ({ shell }) => {
      const script = SCRIPTS[shell];
      if (!script)
        throw new DwsError('argument-invalid', `expected bash, zsh or fish, found "${shell}"`, {
          argument: 'SHELL',
        });
      const text = script(vocabularyOf(all()));
      return Promise.resolve({ data: { shell, script: text }, text });
    },
  });
}
