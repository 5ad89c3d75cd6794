import { hideKnownWarnings } from '@dws/host';
import { COMMANDS } from './commands.ts';
import { processShell } from './shell/process-shell.ts';
import { run } from './shell/run.ts';

// A reader that has seen enough, such as `head`, closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});
hideKnownWarnings();
process.exitCode = await run(COMMANDS, process.argv.slice(2), processShell());
