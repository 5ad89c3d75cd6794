import { EXIT, type ExitCode } from './command.ts';
import { COMMANDS } from './commands.ts';
import { findCommand } from './find-command.ts';
import { usage } from './usage.ts';

const HELP = new Set(['--help', '-h', 'help']);

async function main(argv: readonly string[]): Promise<ExitCode> {
  const [first] = argv;
  if (first !== undefined && HELP.has(first)) {
    process.stdout.write(usage(COMMANDS));
    return EXIT.ok;
  }
  const found = findCommand(COMMANDS, argv);
  if (found !== undefined) return found.command.run(found.args);
  if (first !== undefined) process.stderr.write(`dws: expected a command, found "${argv.join(' ')}"\n\n`);
  process.stderr.write(usage(COMMANDS));
  return EXIT.usage;
}

process.exitCode = await main(process.argv.slice(2));
