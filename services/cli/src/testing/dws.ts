import { COMMANDS } from '../commands.ts';
import { run } from '../shell/run.ts';
import type { Shell } from '../shell/shell.ts';
import { fakeShell } from './fake-shell.ts';

export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly note: string;
  /** Standard output as JSON. */
  json(): unknown;
}

/** Runs `dws` with these arguments and settings as a user would, without a process. */
export async function dws(argv: readonly string[], env: Shell['env'] = {}, cwd?: string): Promise<Ran> {
  const shell = fakeShell(env, cwd);
  const exit = await run(COMMANDS, argv, shell);
  const { out, note } = shell.said;
  return { exit, out, note, json: () => JSON.parse(out) as unknown };
}
