export { EXIT, type Command, type ExitCode } from './command.ts';
export { COMMANDS } from './commands.ts';
