import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 100;
const TIMEOUT_MS = 3_000;

/** Resolves when the process says that it takes work. @throws Error when it does not, for so long */
export async function untilReady(url: () => string | null, what: string, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    if (await isReady(url())) return;
    if (performance.now() > deadline) throw new Error(`${what} does not take work after ${withinMs} ms`);
    await delay(PAUSE_MS);
  }
}

async function isReady(url: string | null): Promise<boolean> {
  if (url === null) return false;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}
