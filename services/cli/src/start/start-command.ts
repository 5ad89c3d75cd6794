import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { join } from 'node:path';
import { command } from '../shell/command.ts';
import { EXIT, type ExitCode } from '../shell/exit.ts';
import { many } from '../shell/operand.ts';
import { flag } from '../shell/option.ts';

const SCRIPT = join(import.meta.dirname, '../../../../scripts/start');

export const start = command({
  name: 'start',
  does: 'start the whole platform, as scripts/start does',
  details: 'Runs until it is stopped. What follows "--" goes to the platform as it is.',
  operands: { options: many('OPTION', 'options of the platform, after --') },
  options: { kafka: flag('on a local Kafka broker, every service its own process') },
  example: '--kafka',
  run: async ({ kafka, options }, shell) => {
    const args = [...(kafka ? ['--kafka'] : []), ...options];
    const child = spawn(SCRIPT, args, { stdio: 'inherit', cwd: shell.cwd, env: { ...shell.env } });
    // Ctrl-C reaches the whole terminal group; a supervisor's SIGTERM reaches this process alone.
    const passOn = () => child.kill('SIGTERM');
    process.on('SIGTERM', passOn);
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    process.off('SIGTERM', passOn);
    const exit = (code ?? 128 + constants.signals[signal ?? 'SIGTERM']) as ExitCode;
    return { data: { exit }, text: '', exit: exit === 0 ? EXIT.ok : exit };
  },
});
