import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { COMMANDS, EXIT, EXIT_MEANINGS, pageCommands, parseCommandArgs } from '@dws/cli';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { cliPage, pageExits } from './cli-page.ts';

const path = resolve(import.meta.dirname, '../../docs/cli.md');
const written = async (commands: typeof COMMANDS) => {
  const page = cliPage(pageCommands(commands), pageExits(EXIT, EXIT_MEANINGS));
  return format(page, { ...(await resolveConfig(path)), parser: 'markdown' });
};

describe('docs/cli.md', () => {
  it('is what the table of commands says (repair: npm run docs)', async () => {
    expect(readFileSync(path, 'utf8')).toBe(await written(COMMANDS));
  });

  it('would be found to lack a command', async () => {
    expect(readFileSync(path, 'utf8')).not.toBe(await written(COMMANDS.slice(1)));
  });

  it.each(COMMANDS.map((command) => [command.name, command] as const))(
    'has an example of %s that parses',
    (_, command) => {
      const words = command.example.match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
      const argv = words.map((word) => word.replace(/^(['"])(.*)\1$/, '$2'));
      expect(parseCommandArgs(command, argv)).toMatchObject({ help: false });
    },
  );
});
