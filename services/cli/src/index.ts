export { COMMANDS } from './commands.ts';
export { pageCommands } from './page-commands.ts';
export type { Answer, Command } from './shell/command.ts';
export { EXIT, EXIT_MEANINGS, type ExitCode } from './shell/exit.ts';
export { parseCommandArgs } from './shell/parse-args.ts';
