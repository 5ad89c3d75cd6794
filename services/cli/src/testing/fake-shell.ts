import type { Shell } from '../shell/shell.ts';

/** What a command said and how long it slept, for specs. Time stands still but for sleeping. */
export interface FakeShell extends Shell {
  readonly said: { out: string; note: string; slept: number[] };
}

export function fakeShell(env: Shell['env'] = {}, cwd = '/nowhere'): FakeShell {
  const said = { out: '', note: '', slept: [] as number[] };
  let now = Date.UTC(2026, 2, 1);
  return {
    said,
    env,
    cwd,
    user: 'ada',
    clock: { now: () => now },
    stop: new AbortController().signal,
    out: (line) => void (said.out += `${line}\n`),
    note: (line) => void (said.note += `${line}\n`),
    progress: () => ({ to: () => undefined, stop: () => undefined }),
    sleep: (milliseconds) => {
      said.slept.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  };
}
