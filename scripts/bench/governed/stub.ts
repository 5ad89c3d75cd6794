import { fork } from 'node:child_process';
import { once } from 'node:events';

export interface Stub {
  readonly url: string;
  ledger(): Promise<{ readonly rows: number; readonly doubled: number }>;
  stop(): void;
}

/** A business system in a process of its own that answers at once and counts references. */
export async function startStub(): Promise<Stub> {
  const child = fork(new URL('stub-process.ts', import.meta.url), { stdio: 'inherit' });
  const [port] = (await once(child, 'message')) as [number];
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    ledger: async () => (await (await fetch(`${url}/ledger`)).json()) as { rows: number; doubled: number },
    stop: () => child.kill(),
  };
}
