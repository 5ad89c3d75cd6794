import { DwsError, ERRORS, isDwsError } from '@dws/kernel';
import type { Answer, Command } from './command.ts';
import { EXIT, exitOf, type ExitCode } from './exit.ts';
import { commandsOf, findCommand, meantCommand } from './find-command.ts';
import { parseCommandArgs, type ParsedArgs } from './parse-args.ts';
import type { Shell } from './shell.ts';
import { commandUsage, usage } from './usage.ts';

const HELP = new Set(['--help', '-h', 'help']);

/** Finds the command that `argv` names, runs it and prints its answer or what went wrong. Never rejects. */
export async function run(
  commands: readonly Command[],
  argv: readonly string[],
  shell: Shell,
): Promise<ExitCode> {
  const [first = ''] = argv;
  if (HELP.has(first)) {
    shell.out(usage(commands));
    return EXIT.ok;
  }
  const found = findCommand(commands, argv);
  if (found !== undefined) return runCommand(found.command, found.args, shell);
  const near = commandsOf(commands, first);
  if (near.length > 0 && argv[1] !== undefined && HELP.has(argv[1])) {
    shell.out(usage(near));
    return EXIT.ok;
  }
  if (argv.includes('--json')) {
    const next = 'Run "dws --help" for all commands.';
    return report(
      new DwsError('argument-invalid', `expected a command, found "${argv.join(' ')}"`, { next }),
      true,
      shell,
    );
  }
  const meant = meantCommand(commands, argv);
  if (first !== '') shell.note(`dws: expected a command, found "${argv.join(' ')}"\n`);
  if (meant !== undefined && first !== '') {
    shell.note(`Did you mean "dws ${meant}"? Run "dws --help" for all commands.`);
    return EXIT.usage;
  }
  shell.note(usage(near.length > 0 ? near : commands));
  return EXIT.usage;
}

async function runCommand(command: Command, argv: readonly string[], shell: Shell): Promise<ExitCode> {
  let parsed: ParsedArgs;
  try {
    parsed = parseCommandArgs(command, argv);
  } catch (error) {
    const exit = report(error, argv.includes('--json'), shell);
    shell.note(`Run "dws ${command.name} --help" for its options.`);
    return exit;
  }
  if (parsed.help) {
    shell.out(commandUsage(command));
    return EXIT.ok;
  }
  try {
    const answer = await command.run(parsed.args, shell);
    if (!('follow' in answer)) return tell(answer, parsed.json, shell);
    let exit: ExitCode = EXIT.ok;
    for await (const one of answer.follow) exit = tell(one, parsed.json, shell);
    return exit;
  } catch (error) {
    return shell.stop.aborted ? EXIT.interrupted : report(error, parsed.json, shell);
  }
}

function tell({ data, text, exit = EXIT.ok, next }: Answer, json: boolean, shell: Shell): ExitCode {
  if (json) shell.out(JSON.stringify(data));
  else {
    if (text !== '') shell.out(text);
    if (next !== undefined) shell.note(`next: ${next}`);
  }
  return exit;
}

/** A DwsError in words with its remedy, or as JSON on standard error; anything else is a bug, shown with its stack. */
function report(error: unknown, json: boolean, shell: Shell): ExitCode {
  const exit = exitOf(error);
  if (!isDwsError(error)) {
    shell.note(
      `dws: a bug of dws: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    return exit;
  }
  const { code, message, details, retriable } = error;
  const { remedy } = ERRORS[code];
  if (json) shell.note(JSON.stringify({ error: { code, message, details, retriable, remedy, exit } }));
  else shell.note(`dws: ${message}${/[.!?]$/.test(message) ? '' : '.'} ${remedyOf(error)}`);
  return exit;
}

/** The table's remedy, unless the message already says what to do. */
function remedyOf({ code, details }: DwsError): string {
  return typeof details['next'] === 'string' ? details['next'] : ERRORS[code].remedy;
}
